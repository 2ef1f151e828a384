package io.safeddl.crash;

import io.safeddl.testing.OwnServer;
import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A real history that is interrupted at random moments and run again by its tool.
 *
 * <p>It is run part by part, and the database copied behind each part; an interruption begins with
 * the copy before the part in which its moment falls, which saves the time of all that went before.
 * Behind the second run the schema is that of the plain run after the same part; each tenth time
 * the rest of the history is run as well.
 */
final class HistoryCrash implements AutoCloseable {
  private static final long LIMIT_S = 240;
  private static final int TO_THE_END_EACH = 10;

  private final OwnServer server;
  private final Histories history;
  private final String options;
  private final PrintStream out;

  /** After each part, from 0: what plain pgjdbc gives. */
  private final List<SchemaProjection> expected = new ArrayList<>();

  /** After each part, from 0: what was done through the driver. */
  private final List<TestDatabase> copies = new ArrayList<>();

  /** How long each part took through the driver. */
  private final List<Long> millis = new ArrayList<>();

  /** Parts with a migration that SafeDDL refuses, since it mixes data with DDL. */
  private final Set<Integer> asWritten = new TreeSet<>();

  private int toolGaps;

  HistoryCrash(OwnServer server, Histories history, String options, PrintStream out) {
    this.server = server;
    this.history = history;
    this.options = options;
    this.out = out;
  }

  /** Runs it whole, plain and through the driver, and compares behind each part. */
  void runWhole() throws Wrong, SQLException, InterruptedException {
    try (var plain = server.server().createDatabase();
        var safe = server.server().createDatabase()) {
      expected.add(schema(plain));
      copies.add(server.server().copyOf(safe));
      for (int part = 1; part <= history.parts(); part++) {
        done(HistoryJvm.start(history, plain.jdbcUrl(), plain, "migrate", part, part));
        expected.add(schema(plain));
        var jvm = start(safe, part, part);
        jvm.awaitBegin();
        long begun = System.nanoTime();
        if (jvm.ends(LIMIT_S, TimeUnit.SECONDS) && isRefused(jvm)) {
          asWritten.add(part);
          jvm = start(safe, part, part);
        }
        done(jvm);
        millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        assertAfter(part, safe);
        copies.add(server.server().copyOf(safe));
      }
    }
    out.println(history + " on " + server.server().major() + ", ms for each part: " + millis);
  }

  private HistoryJvm start(TestDatabase database, int first, int last) {
    var url = database.safeDdlUrl() + options;
    for (int part = first; part <= last; part++) {
      if (asWritten.contains(part)) {
        url += "&safeddl.mode=warn";
        break;
      }
    }
    return HistoryJvm.start(history, url, database, "migrate", first, last);
  }

  private static boolean isRefused(HistoryJvm jvm) {
    return !jvm.isDone()
        && jvm.lastWords().stream().anyMatch(l -> l.contains("SafeDDL refused this statement"));
  }

  /** The parts that ran as written, under {@code mode=warn}. */
  Set<Integer> asWritten() {
    return Set.copyOf(asWritten);
  }

  private static void done(HistoryJvm jvm) throws Wrong, InterruptedException {
    if (!jvm.ends(LIMIT_S, TimeUnit.SECONDS)) {
      jvm.kill();
      throw new Wrong("it hangs: " + jvm.lastWords());
    }
    if (!jvm.isDone()) {
      throw new Wrong("not done: " + jvm.lastWords());
    }
  }

  private static SchemaProjection schema(TestDatabase database) throws SQLException {
    try (var connection = database.connect()) {
      return SchemaProjection.of(connection);
    }
  }

  private void assertAfter(int part, TestDatabase database) throws Wrong, SQLException {
    var left = NothingLeaks.findIn(database, Set.of());
    if (!left.isEmpty()) {
      throw new Wrong("after part " + part + " there is left behind: " + left);
    }
    var differences = expected.get(part).differencesTo(schema(database));
    if (!differences.isEmpty()) {
      throw new Wrong("after part " + part + " the schema differs:\n" + differences);
    }
  }

  /**
   * Interrupts it once.
   *
   * @param seed of the moment
   * @return false where it was done before the moment came
   */
  boolean interrupt(Kind kind, long seed) throws Wrong, SQLException, InterruptedException {
    long moment = 1 + Math.floorMod(new Random(seed).nextLong(), total());
    int part = 1;
    while (moment > millis.get(part - 1)) {
      moment -= millis.get(part - 1);
      part++;
    }
    try (var database = server.server().copyOf(copies.get(part - 1))) {
      var jvm = start(database, part, part);
      jvm.awaitBegin();
      if (jvm.ends(moment, TimeUnit.MILLISECONDS)) {
        return false;
      }
      var where = "part " + part + " after " + moment + " ms, ";
      try {
        strike(kind, jvm, database);
        again(database, part);
        if (Math.floorMod(seed, TO_THE_END_EACH) == 0 && part < history.parts()) {
          done(start(database, part + 1, history.parts()));
          assertAfter(history.parts(), database);
        }
      } catch (Wrong e) {
        throw new Wrong(where + e.getMessage() + "\n  after: " + jvm.lastWords());
      }
      return true;
    }
  }

  private long total() {
    return millis.stream().mapToLong(Long::longValue).sum();
  }

  private static void strike(Kind kind, HistoryJvm jvm, TestDatabase database)
      throws Wrong, SQLException, InterruptedException {
    if (kind == Kind.KILL_JVM) {
      jvm.kill();
      return;
    }
    try (var killer = database.connect()) {
      Arena.run(
          killer,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND backend_type = 'client backend'"
              + " AND pid <> pg_backend_pid() AND application_name <> '"
              + HistoryMain.OURS
              + "'");
    }
    if (!jvm.ends(LIMIT_S, TimeUnit.SECONDS)) {
      jvm.kill();
      throw new Wrong("it hangs after its sessions were ended");
    }
  }

  private void again(TestDatabase database, int part)
      throws Wrong, SQLException, InterruptedException {
    var url = database.safeDdlUrl() + options;
    done(HistoryJvm.start(history, url, database, "release"));
    var jvm = start(database, part, part);
    if (jvm.ends(LIMIT_S, TimeUnit.SECONDS) && isToolGap(jvm)) {
      toolGaps++;
      done(HistoryJvm.start(history, url, database, "note"));
      done(HistoryJvm.start(history, url, database, "release"));
      jvm = start(database, part, part);
    }
    done(jvm);
    assertAfter(part, database);
  }

  /**
   * The tools commit a migration before they note it as done. Killed in between, they run it again,
   * with plain pgjdbc too; whoever has looked tells the tool that it is done. If it was not, the
   * schema will show it.
   */
  private static boolean isToolGap(HistoryJvm jvm) {
    return !jvm.isDone()
        && jvm.lastWords().stream()
            .anyMatch(l -> l.contains("already exists") || l.contains("does not exist"));
  }

  /** How often the tool had to be told that a migration was done. */
  int toolGaps() {
    return toolGaps;
  }

  @Override
  public void close() {
    copies.forEach(TestDatabase::close);
  }
}
