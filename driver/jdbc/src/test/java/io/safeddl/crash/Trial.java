package io.safeddl.crash;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A plan that is interrupted at one point in one way, and run again. */
final class Trial {
  private static final Duration TICK = Duration.ofMillis(15);
  private static final int ENDED = -1;
  private static final Duration UNTIL_SESSIONS_END = Duration.ofSeconds(5);

  /** What polls for a lock shows it in no catalog; it has begun to after this time. */
  private static final Duration UNTIL_IT_POLLS = Duration.ofMillis(350);

  private static final Duration FIRST_DEADLINE = Duration.ofMillis(500);
  private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(30);

  private final Plan plan;
  private final Point point;
  private final Kind kind;

  /** When the tool connected: from then on its deadline counts. */
  private long begun;

  private Duration deadline = FIRST_DEADLINE;

  Trial(Plan plan, Point point, Kind kind) {
    this.plan = plan;
    this.point = point;
    this.kind = kind;
  }

  /**
   * Runs it.
   *
   * @return false where the migration did not stop there, since nothing of it waits at this point
   * @throws Wrong where the second run does not end in the schema of the plain statements, or what
   *     the first one left could not have been resumed
   */
  boolean run() throws Wrong, SQLException, InterruptedException {
    while (true) {
      var met = attempt();
      if (met != Met.TOO_EARLY) {
        return met == Met.HERE;
      }
      deadline = deadline.multipliedBy(2);
      if (deadline.compareTo(LONGEST_DEADLINE) > 0) {
        throw new Wrong("no deadline is long enough to get there");
      }
    }
  }

  /** Where the interruption met the migration. */
  private enum Met {
    /** At the point. */
    HERE,
    /** Nowhere: it went past the point without waiting. */
    NOWHERE,
    /** The deadline had passed before it came there; it is tried with a longer one. */
    TOO_EARLY
  }

  private Met attempt() throws Wrong, SQLException, InterruptedException {
    try (var arena = plan.world().copy()) {
      var tool = plan.tools().ready();
      plan.start(tool, arena, true, options());
      int pid = reach(tool);
      if (pid == ENDED) {
        settle(arena);
        again(arena, null);
        return Met.TOO_EARLY;
      }
      try (var holder = holder(arena)) {
        var met = point.where() == Point.Where.AT ? Met.HERE : heldUp(arena, tool, pid, holder);
        if (met != Met.HERE) {
          holder.release();
        }
        if (met == Met.NOWHERE) {
          plan.finish(tool);
          return met;
        }
        if (met == Met.HERE) {
          interrupt(arena, tool, pid, holder);
        }
        var heard = tool.heard();
        try {
          boolean survives = kind == Kind.KILL_JVM && point.where() == Point.Where.DURING_WAIT;
          if (!survives) {
            holder.release();
            settle(arena);
          }
          again(arena, holder);
        } catch (Wrong e) {
          throw new Wrong(e.getMessage() + "\n  after: " + heard);
        }
        return met;
      }
    }
  }

  private String options() {
    return switch (kind) {
      case LOCK_NOT_HAD -> "&safeddl.lockWait=250ms";
      case DEADLINE -> "&safeddl.deadline=" + deadline.toMillis() + "ms";
      default -> "&safeddl.lockWait=20s";
    };
  }

  /** Lets it run up to the point; gives the pid of its session, or ENDED: a deadline came first. */
  private int reach(ToolJvm tool) throws Wrong, InterruptedException {
    int pid = 0;
    int position = 0;
    while (true) {
      var answer = plan.next(tool);
      if (answer.kind() == Answer.Kind.PID) {
        pid = Integer.parseInt(answer.text());
        begun = System.nanoTime();
      } else if (answer.isEnd()) {
        if (kind == Kind.DEADLINE && answer.kind() == Answer.Kind.FAILED) {
          return ENDED;
        }
        throw new Wrong("it never got there: " + tool.heard());
      } else if (answer.kind() == Answer.Kind.AT) {
        if (position++ == point.position()) {
          return pid;
        }
        tool.go();
      }
    }
  }

  private Holder holder(Arena arena) throws SQLException {
    return switch (point.where()) {
      case DURING_DDL -> arena.shutGate();
      case DURING_WAIT -> arena.hold("ROW EXCLUSIVE");
      case AT ->
          kind == Kind.LOCK_NOT_HAD
              ? arena.hold("SHARE ROW EXCLUSIVE")
              : new Holder(arena.connect());
    };
  }

  /** Lets it go on, into what the holder holds. */
  private Met heldUp(Arena arena, ToolJvm tool, int pid, Holder holder)
      throws Wrong, SQLException, InterruptedException {
    long start = System.nanoTime();
    tool.go();
    while (!arena.isHeldUp(pid, holder)) {
      var answer = tool.next(TICK);
      if (answer != null) {
        return past(tool, answer);
      }
      if (point.where() == Point.Where.DURING_WAIT && elapsed(start, UNTIL_IT_POLLS)) {
        return Met.HERE;
      }
      if (elapsed(start, Duration.ofSeconds(30))) {
        throw new Wrong("it neither goes on nor waits: " + tool.heard());
      }
    }
    return Met.HERE;
  }

  private Met past(ToolJvm tool, Answer answer) throws Wrong {
    if (answer.kind() == Answer.Kind.AT) {
      tool.go();
      return Met.NOWHERE;
    }
    if (kind == Kind.DEADLINE && answer.kind() == Answer.Kind.FAILED) {
      return Met.TOO_EARLY;
    }
    throw new Wrong("it neither goes past nor waits: " + tool.heard());
  }

  private static boolean elapsed(long since, Duration time) {
    return System.nanoTime() - since > time.toNanos();
  }

  private void interrupt(Arena arena, ToolJvm tool, int pid, Holder holder)
      throws Wrong, SQLException, InterruptedException {
    boolean inside = point.where() != Point.Where.AT;
    switch (kind) {
      case KILL_JVM -> {
        tool.kill();
        return;
      }
      case TERMINATE -> {
        Arena.run(arena.watcher(), "SELECT pg_terminate_backend(" + pid + ")");
        release(holder, inside);
      }
      case SERVER_CRASH -> {
        plan.server().crash();
        plan.server().restart();
      }
      case CANCEL -> {
        tool.cancel();
        release(holder, inside);
      }
      case DEADLINE -> {
        TimeUnit.NANOSECONDS.sleep(begun + deadline.toNanos() - System.nanoTime());
        if (inside) {
          // It looks at the clock twice a second.
          TimeUnit.MILLISECONDS.sleep(700);
        }
        release(holder, inside);
      }
      case LOCK_NOT_HAD -> {}
    }
    if (!inside) {
      tool.go();
    }
    var end = plan.finish(tool);
    // A cancel or a deadline may come when the work is just done.
    if (inside && !kind.isOrderly() && end.kind() == Answer.Kind.DONE) {
      throw new Wrong("it was interrupted, and says that it is done: " + tool.heard());
    }
  }

  /** A little later, so that what is to be taken back finds the lock still held. */
  private static void release(Holder holder, boolean inside)
      throws SQLException, InterruptedException {
    if (inside) {
      TimeUnit.MILLISECONDS.sleep(100);
      holder.release();
    }
  }

  /**
   * With every session gone, what is there is a schema that the plain statements pass through, or
   * there is a journal by which to go on. What need only be sent again has no journal: the second
   * run tells.
   */
  private void settle(Arena arena) throws Wrong, SQLException, InterruptedException {
    awaitSessions(arena);
    var connection = arena.watcher();
    if (!NothingLeaks.journal(connection).isEmpty()) {
      return;
    }
    var unfinished = NothingLeaks.objects(connection);
    unfinished.removeAll(plan.expected().unfinished());
    int noted = noted(connection);
    int stage = plan.expected().stage(arena.schema(), noted);
    if (stage < 0 || !unfinished.isEmpty()) {
      if (isSentAgain(noted)) {
        return;
      }
      throw new Wrong(
          "half done without a journal: "
              + unfinished
              + " "
              + plan.expected().stages().get(0).differencesTo(arena.schema()));
    }
    if (stage > noted && plan.shape() == Shape.AUTOCOMMIT) {
      // Done but not noted: with plain pgjdbc too somebody has to tell the tool.
      Arena.run(
          connection,
          "INSERT INTO history SELECT generate_series(0, "
              + (stage - 1)
              + ")"
              + " ON CONFLICT DO NOTHING");
    } else if (stage > noted) {
      throw new Wrong("committed in parts without a journal: stage " + stage);
    }
  }

  /**
   * True of a single statement, and of a DROP INDEX under autocommit, on which nothing is built
   * yet.
   */
  private boolean isSentAgain(int noted) {
    var migration = plan.scenario().migration();
    return migration.size() == 1
        || (plan.shape() == Shape.AUTOCOMMIT
            && noted < migration.size()
            && migration.get(noted).startsWith("DROP INDEX"));
  }

  private int noted(Connection connection) throws SQLException {
    int rows = Integer.parseInt(Arena.column(connection, "SELECT count(*) FROM history").get(0));
    return plan.shape() == Shape.TRANSACTION && rows == 1
        ? plan.scenario().migration().size()
        : rows;
  }

  private static void awaitSessions(Arena arena) throws SQLException, InterruptedException {
    long start = System.nanoTime();
    while (!Arena.column(
                arena.watcher(),
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()")
            .isEmpty()
        && !elapsed(start, UNTIL_SESSIONS_END)) {
      TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
    }
  }

  private void again(Arena arena, @Nullable Holder holder)
      throws Wrong, SQLException, InterruptedException {
    var tool = plan.tools().ready();
    plan.start(tool, arena, false, "&safeddl.lockWait=20s");
    if (holder != null && holder.holds()) {
      // The build of the killed tool still waits in the server when the next one comes.
      TimeUnit.MILLISECONDS.sleep(300);
      holder.release();
    }
    plan.finish(tool);
    plan.assertDone(tool);
    plan.assertEnd(arena, tool);
  }

  /** All ways to interrupt at a point. */
  static List<Kind> kinds(Point point) {
    return List.of(Kind.values()).stream().filter(kind -> kind.fits(point)).toList();
  }
}
