package io.safeddl.run;

import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for another deploy of the same migration, and for a build that it has left running. */
final class RunWait {
  private static final Logger LOG = LoggerFactory.getLogger(RunWait.class);
  private static final Duration SAY_EVERY = Duration.ofSeconds(5);

  /** Who only looks whether there is a run to go on with holds the lock for a moment. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private static final String HOLDER =
      """
      SELECT l.pid, a.usename, a.application_name, a.state
        FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
       WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
         AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                            WHERE d.datname = pg_catalog.current_database())
         AND (l.classid::bigint << 32) | l.objid::bigint = ?
      """;

  /**
   * Every concurrent build and VALIDATE holds this lock on its table, also while it waits; and who
   * holds which lock may be seen by every role. An idle transaction may hold it too, by COMMENT ON,
   * say.
   */
  private static final String BUILDS =
      """
      EXISTS (SELECT 1 FROM pg_catalog.pg_locks l
                LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
               WHERE l.pid = ? AND l.locktype = 'relation' AND l.granted
                 AND l.mode = 'ShareUpdateExclusiveLock'
                 AND coalesce(a.state NOT LIKE 'idle%', true))
      """;

  private static final String STILL_BUILDS =
      """
      EXISTS (SELECT 1 FROM pg_catalog.pg_locks l
                JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
               WHERE l.pid = ? AND l.pid <> pg_catalog.pg_backend_pid()
                 AND (a.backend_start IS NULL OR CAST(a.backend_start AS text) = ?)
                 AND l.locktype = 'relation' AND l.granted
                 AND l.mode = 'ShareUpdateExclusiveLock'
                 AND l.relation = ANY (CAST(? AS oid[])))
      """;

  private static final String BLOCKING = "SELECT pg_catalog.unnest(pg_catalog.pg_blocking_pids(?))";

  private final Session session;
  private final Patience patience;

  /**
   * How long to wait.
   *
   * @param lockWait for an owner who builds nothing
   * @param ourselves for an owner who waits for this application
   * @param hurries the transaction stops the application: an owner is hardly waited for
   * @param isOurs a backend of this application
   */
  record Patience(
      Duration lockWait,
      Duration ourselves,
      Deadline deadline,
      BooleanSupplier hurries,
      IntPredicate isOurs) {}

  RunWait(Session session, Patience patience) {
    this.session = session;
    this.patience = patience;
  }

  /** What is waited for. */
  @FunctionalInterface
  interface Goal {
    boolean isReached() throws SQLException;
  }

  /**
   * Waits for the owner of the lock. While that one builds, however long, it is waited for: it may
   * be the backend of a deploy that was killed, whose build goes on in the server.
   *
   * <p>Best outside any transaction: the build waits for the end of every transaction that has a
   * snapshot at the wrong moment, and each look takes one.
   *
   * @param limit the tool's own on its statement ({@code Statement.setQueryTimeout}); zero for none
   * @throws SQLException 55P03 where the owner keeps it without building anything
   */
  void forOwner(long key, Goal goal, Duration limit, CancelSignal cancel) throws SQLException {
    var wait = new LockWait(patience.lockWait(), cancel);
    var all = new LockWait(limit, cancel);
    var circle = new Circle();
    long said = System.nanoTime();
    while (!goal.isReached()) {
      var holder = holder(key);
      if (patience.hurries().getAsBoolean() && wait.elapsed().compareTo(GRACE) >= 0) {
        throw isRunElsewhere(holder, wait.elapsed());
      }
      if (holder != null) {
        circle.look(holder.pid());
      }
      if (holder != null && session.ask(BUILDS, holder.pid())) {
        if (System.nanoTime() - said >= SAY_EVERY.toNanos()) {
          said = System.nanoTime();
          LOG.info("waiting for {}, which builds for the same migration", holder);
        }
        wait = new LockWait(patience.lockWait(), cancel);
      } else if (wait.isOver()) {
        throw isRunElsewhere(holder, wait.elapsed());
      }
      if (!limit.isZero() && all.isOver()) {
        throw Refusals.ofQueryTimeout(limit, isRunElsewhere(holder, all.elapsed()));
      }
      stopAtDeadline();
      pause(wait);
    }
  }

  /** True where the one who wrote the row still builds for it. */
  boolean isBuilding(JournalRow row) throws SQLException {
    long[] relations = row.relations().stream().mapToLong(Long::longValue).toArray();
    return session.ask(STILL_BUILDS, row.ownerPid(), row.ownerStarted(), relations);
  }

  /** Waits for the end of that build. */
  void forBuild(JournalRow row, CancelSignal cancel) throws SQLException {
    var wait = new LockWait(patience.lockWait(), cancel);
    var circle = new Circle();
    while (isBuilding(row)) {
      LOG.debug("waiting for the build of pid {}", row.ownerPid());
      circle.look(row.ownerPid());
      stopAtDeadline();
      pause(wait);
    }
  }

  /**
   * Whom we wait for may wait for us: its build waits for the end of every transaction that had a
   * snapshot at an unlucky moment, this one or one of another connection of ours.
   */
  private final class Circle {
    private long nextLook = System.nanoTime() + LOOK_EVERY.toNanos();
    private @Nullable Long since;

    void look(int owner) throws SQLException {
      long now = System.nanoTime();
      if (now - nextLook < 0) {
        return;
      }
      nextLook = now + LOOK_EVERY.toNanos();
      var ours =
          session.query(BLOCKING, row -> row.getInt(1), owner).stream()
              .filter(patience.isOurs()::test)
              .toList();
      if (ours.isEmpty()) {
        since = null;
      } else if (since == null) {
        since = now;
      } else if (now - since >= patience.ourselves().toNanos()) {
        throw waitsForUs(owner, ours);
      }
    }
  }

  private static UnsafeDdlException waitsForUs(int owner, List<Integer> ours) {
    return new UnsafeDdlException(
        "SafeDDL: the same migration is being run by pid "
            + owner
            + ", whose build waits for this application's own transactions (pid "
            + String.join(", ", ours.stream().map(String::valueOf).toList())
            + "): neither would ever end. Nothing has changed. Run the migration again.",
        SqlStates.LOCK_NOT_AVAILABLE,
        List.of());
  }

  /** Sleeps, and holds no snapshot meanwhile for which the other's build would wait. */
  private void pause(LockWait wait) throws SQLException {
    if (session.inTransaction()) {
      session.clearPortal();
    }
    wait.pause();
  }

  private void stopAtDeadline() throws SQLException {
    if (patience.deadline().isPast()) {
      throw new UnsafeDdlException(
          "SafeDDL stopped waiting for another deploy of the same migration: the deadline"
              + " (safeddl.deadline) has passed. Nothing has changed.",
          SqlStates.QUERY_CANCELED,
          List.of());
    }
  }

  private static UnsafeDdlException isRunElsewhere(@Nullable Holder holder, Duration waited) {
    return new UnsafeDdlException(
        "SafeDDL: the same migration is being run by "
            + (holder == null ? "another session" : holder)
            + ". Waited "
            + Words.duration(waited)
            + " for it (safeddl.lockWait); nothing has changed. Run the migration again when that"
            + " has ended.",
        SqlStates.LOCK_NOT_AVAILABLE,
        List.of());
  }

  private record Holder(
      int pid, @Nullable String user, @Nullable String application, @Nullable String state) {
    @Override
    public String toString() {
      return String.format("pid %d (user %s, application %s, %s)", pid, user, application, state);
    }
  }

  private @Nullable Holder holder(long key) throws SQLException {
    var holders =
        session.query(
            HOLDER,
            row -> new Holder(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)),
            key);
    return holders.isEmpty() ? null : holders.get(0);
  }
}
