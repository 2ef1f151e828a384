package io.safeddl.run;

import static io.safeddl.run.Servers.column;
import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static io.safeddl.run.Servers.unchecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safeddl.jdbc.UnsafeDdlException;
import io.safeddl.run.CancelSignal.Work;
import io.safeddl.sql.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.BaseConnection;

/** What a second attempt finds that another one began: half built, still building, or alive. */
@Timeout(120)
class ResumeTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static final String RUN = "00000000-0000-0000-0000-000000000001";

  private static Connection open(int major, String... more) throws SQLException {
    return SERVERS.safe(major, more);
  }

  /** A table with a journal row as a crash leaves it while the index of column a is built. */
  private static void crashed(Connection c, String table, int pid) throws SQLException {
    JournalMaker.create(Session.of(c), JournalStanding.of(Session.of(c)));
    var sql = "CREATE INDEX " + table + "_a ON " + table + " (a)";
    var before =
        column(c, "SELECT indexrelid FROM pg_index WHERE indrelid = '" + table + "'::regclass");
    run(
        c,
        String.format(
            """
            INSERT INTO safeddl.journal (run, ordinal, statement_hash, statement_start, relations,
              state, steps, search_path, role_name, owner_pid, owner_started, application_name)
            SELECT '%1$s', 0, '%2$s', '%3$s', ARRAY['%4$s'::regclass::oid], 'intent',
                   '[{"sql": "CREATE INDEX CONCURRENTLY %4$s_a ON %4$s (a)", "kind": "ONLINE",
                      "work": "CREATE", "table": "%4$s", "index": "%4$s_a", "locks": [],
                      "before": [%5$s]}]',
                   'public', current_user, %6$d,
                   coalesce((SELECT backend_start FROM pg_stat_activity WHERE pid = %6$d), now()), ''
            """,
            RUN, hash(sql), sql, table, String.join(",", before), pid));
  }

  private static String hash(String sql) {
    return StatementText.hash(Script.parse(sql).statements().get(0));
  }

  private static long key(String sql) {
    return JournalEntry.lockKey(hash(sql), "public");
  }

  private static String oid(Connection c, String index) throws SQLException {
    return show(c, "SELECT '" + index + "'::regclass::oid");
  }

  private static List<String> rows(Connection c) throws SQLException {
    return column(c, "SELECT ordinal || ' ' || state || ' ' || step FROM safeddl.journal");
  }

  @AfterEach
  void nothingIsLeft() throws SQLException {
    for (int major : List.of(14, 18)) {
      try (var c = SERVERS.connect(major)) {
        assertThat(column(c, "SELECT pid FROM pg_locks WHERE locktype = 'advisory'")).isEmpty();
        if (show(c, "SELECT to_regclass('safeddl.journal') IS NULL").equals("f")) {
          var left = rows(c);
          run(c, "DELETE FROM safeddl.journal");
          assertThat(left).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aHalfBuiltIndexIsDroppedAndBuiltAgain(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE r_half (a int, b int); INSERT INTO r_half VALUES (1), (1)");
      assertThatThrownBy(() -> run(c, "CREATE UNIQUE INDEX CONCURRENTLY r_user ON r_half (a)"));
      SERVERS.leaves("r_user");
      crashed(c, "r_half", 1);
      assertThatThrownBy(() -> run(c, "CREATE UNIQUE INDEX CONCURRENTLY r_half_a ON r_half (a)"));
      var half = oid(c, "r_half_a");
      run(tool, "CREATE INDEX r_half_a ON r_half (a)");
      assertThat(oid(c, "r_half_a")).isNotEqualTo(half);
      assertThat(
              column(
                  c,
                  "SELECT indexrelid::regclass || ' ' || indisvalid FROM pg_index"
                      + " WHERE indrelid = 'r_half'::regclass ORDER BY 1"))
          .as("the other one is the user's")
          .containsExactly("r_half_a true", "r_user false");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aBuildThatWasCompletedIsNotRepeated(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE r_whole (a int)");
      crashed(c, "r_whole", 1);
      run(c, "CREATE INDEX r_whole_a ON r_whole (a)");
      var built = oid(c, "r_whole_a");
      tool.setAutoCommit(false);
      run(tool, "CREATE INDEX r_whole_a ON r_whole (a)");
      assertThat(rows(c)).containsExactly("0 done 1");
      tool.commit();
      assertThat(oid(c, "r_whole_a")).isEqualTo(built);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aBuildThatSurvivedItsDeployIsAwaited(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var orphan = SERVERS.connect(major);
        var tool = open(major, "safeddl.lockWait", "300ms")) {
      run(c, "CREATE TABLE r_orphan (a int)");
      run(
          c,
          "CREATE FUNCTION r_slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
              + " 'BEGIN PERFORM pg_sleep(0.02); RETURN $1; END'");
      run(c, "INSERT INTO r_orphan SELECT generate_series(1, 100)");
      crashed(c, "r_orphan", orphan.unwrap(BaseConnection.class).getBackendPID());
      var sql = "CREATE INDEX r_orphan_a ON r_orphan (a)";
      run(orphan, "SELECT pg_advisory_lock(" + key(sql) + ")");
      var build =
          CompletableFuture.runAsync(
              () ->
                  unchecked(
                      () -> {
                        run(orphan, "CREATE INDEX CONCURRENTLY r_orphan_a ON r_orphan (r_slow(a))");
                        run(orphan, "SELECT pg_advisory_unlock_all()");
                      }));
      while (column(c, "SELECT 1 FROM pg_stat_progress_create_index").isEmpty()) {
        Thread.sleep(5);
      }
      assertThat(build).isNotDone();
      run(tool, sql);
      build.get(10, TimeUnit.SECONDS);
      assertThat(
              show(c, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'r_orphan_a'::regclass"))
          .isEqualTo("t");
      assertThat(show(c, "SELECT pg_get_indexdef('r_orphan_a'::regclass)")).contains("r_slow");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aLiveDeployIsWaitedForButNotForEver(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var first = open(major);
        var second = open(major, "safeddl.lockWait", "500ms")) {
      run(c, "CREATE TABLE r_live (a int)");
      first.setAutoCommit(false);
      run(first, "CREATE INDEX r_live_a ON r_live (a)");
      second.setAutoCommit(false);
      var e =
          catchThrowableOfType(
              UnsafeDdlException.class, () -> run(second, "CREATE INDEX r_live_a ON r_live (a)"));
      assertThat(e.getSQLState()).isEqualTo("55P03");
      assertThat((Throwable) e)
          .hasMessageContaining("pid " + first.unwrap(BaseConnection.class).getBackendPID())
          .hasMessageContaining("the same migration");
      second.rollback();
      first.rollback();
      // The first has given up: now the second goes on.
      run(second, "CREATE INDEX r_live_a ON r_live (a)");
      second.commit();
      assertThat(show(c, "SELECT count(*) FROM pg_index WHERE indrelid = 'r_live'::regclass"))
          .isEqualTo("1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whoeverWaitedSeesWhatTheFirstHasDone(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var first = open(major);
        var second = open(major)) {
      run(c, "CREATE TABLE r_two (a int)");
      first.setAutoCommit(false);
      run(first, "CREATE INDEX r_two_a ON r_two (a)");
      second.setAutoCommit(false);
      var waiting =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                      SQLException.class, () -> run(second, "CREATE INDEX r_two_a ON r_two (a)")));
      Thread.sleep(300);
      assertThat(waiting).isNotDone();
      first.commit();
      assertThat(waiting.get(10, TimeUnit.SECONDS).getSQLState())
          .as("the server's own word")
          .isEqualTo("42P07");
      second.rollback();
    }
  }

  /** What the second of two deploys does that begin at once; each statement of it in turn. */
  private static CompletableFuture<@Nullable SQLException> runs(Connection tool, String... sql) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            for (String statement : sql) {
              run(tool, statement);
            }
            return null;
          } catch (SQLException e) {
            return e;
          }
        });
  }

  private static String waiting(Connection c, String what) throws SQLException {
    return show(
        c,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <>"
            + " pg_backend_pid() AND "
            + what);
  }

  /** The first statements of two transactions, of which neither has a row in the journal. */
  private static Stream<Arguments> beginnings() {
    return Stream.of(
        Arguments.of(14, "ALTER TABLE r_both ADD COLUMN b int", "42701"),
        Arguments.of(18, "ALTER TABLE r_both ADD COLUMN b int", "42701"),
        Arguments.of(18, "ALTER TABLE r_both ADD COLUMN IF NOT EXISTS b int", "42P07"),
        Arguments.of(18, "CREATE TABLE r_made (a int)", "42P07"),
        Arguments.of(14, "ALTER TABLE r_both DROP COLUMN old", "42703"));
  }

  @ParameterizedTest
  @MethodSource("beginnings")
  void theSecondOfTwoDeploysWaitsForTheFirst(int major, String begin, String plain)
      throws Exception {
    var index = "CREATE INDEX r_both_a ON r_both (a)";
    var end = "ALTER TABLE r_both ADD COLUMN c int";
    for (boolean commits : List.of(true, false)) {
      try (var c = SERVERS.connect(major);
          var reader = SERVERS.connect(major);
          var first = open(major);
          var second = open(major)) {
        int pidOfSecond = pid(second);
        run(c, "DROP TABLE IF EXISTS r_both, r_made; CREATE TABLE r_both (a int, old int)");
        // For its snapshot the build waits at its end.
        reader.setAutoCommit(false);
        run(reader, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        run(reader, "SELECT count(*) FROM pg_class");
        first.setAutoCommit(false);
        run(first, begin);
        second.setAutoCommit(false);
        var other = runs(second, begin, index, end);
        var one = runs(first, index, end);
        if (!commits) {
          awaitWaiting(c, pidOfSecond, CompletableFuture.anyOf(one, other));
        }
        reader.rollback();
        assertThat((Throwable) one.get(30, TimeUnit.SECONDS)).isNull();
        assertThat((Throwable) other.getNow(null)).as("while the first has not ended").isNull();
        assertThat(other).isNotDone();
        if (commits) {
          first.commit();
        } else {
          first.rollback();
        }
        var failure = other.get(30, TimeUnit.SECONDS);
        if (!commits) {
          assertThat((Throwable) failure).as("it goes on with what the first has left").isNull();
          second.commit();
        } else if (failure == null) {
          throw new AssertionError("as with plain pgjdbc something is there already");
        } else {
          assertThat(failure.getSQLState()).as("as with plain pgjdbc").matches(plain);
          second.rollback();
        }
        assertThat(show(c, "SELECT indisvalid FROM pg_index WHERE indrelid = 'r_both'::regclass"))
            .isEqualTo("t");
        assertThat(
                show(
                    c,
                    "SELECT count(*) FROM pg_attribute WHERE attname = 'c' AND attrelid ="
                        + " 'r_both'::regclass"))
            .isEqualTo("1");
      }
    }
  }

  /** It waits for the run of the other, and in no transaction that the other's build waits for. */
  private static void awaitWaiting(Connection c, int second, CompletableFuture<?> end)
      throws Exception {
    var waits =
        "SELECT 1 FROM pg_stat_activity WHERE state = 'idle' AND xact_start IS NULL AND"
            + " query ~ 'advisory|ShareUpdateExclusiveLock' AND pid = "
            + second;
    while (column(c, waits).isEmpty() && !end.isDone()) {
      Thread.sleep(10);
    }
  }

  /** Asked before its transaction begins: who unwraps a connection may do anything with it. */
  private static int pid(Connection connection) throws SQLException {
    return connection.unwrap(BaseConnection.class).getBackendPID();
  }

  private static void awaitLockWait(Connection c, int waiting) throws Exception {
    while (waiting(c, "wait_event_type = 'Lock' AND pid = " + waiting).equals("0")) {
      Thread.sleep(10);
    }
  }

  /** Where the first of two deploys is held when the second one begins. */
  enum Place {
    /** Its first statement has run, and nothing is in the journal. */
    BEGUN,
    /** It has been committed early, and its build has not begun. */
    COMMITTED_EARLY,
    /** It builds, and waits for a snapshot. */
    BUILDING,
    /** It has built, and its transaction is open. */
    BUILT
  }

  /** The second of two deploys begins at each place of the first one's way. */
  @ParameterizedTest
  @CsvSource({
    "14,BEGUN", "14,COMMITTED_EARLY", "14,BUILDING", "14,BUILT",
    "18,BEGUN", "18,COMMITTED_EARLY", "18,BUILDING", "18,BUILT"
  })
  void whereverTheFirstIsTheSecondWaitsOutsideOfItsTransaction(int major, Place place)
      throws Exception {
    var begin = "ALTER TABLE r_place ADD COLUMN IF NOT EXISTS b int";
    var index = "CREATE INDEX r_place_b ON r_place (b)";
    try (var c = SERVERS.connect(major);
        var holder = SERVERS.connect(major);
        var next = SERVERS.connect(major);
        var first = open(major);
        var second = open(major)) {
      run(c, "DROP TABLE IF EXISTS r_place; CREATE TABLE r_place (a int)");
      JournalMaker.create(Session.of(c), JournalStanding.of(Session.of(c)));
      int pidOfFirst = pid(first);
      int pidOfSecond = pid(second);
      holder.setAutoCommit(false);
      next.setAutoCommit(false);
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      run(first, begin);
      var lock = "LOCK TABLE safeddl.journal IN EXCLUSIVE MODE";
      CompletableFuture<@Nullable SQLException> one = CompletableFuture.completedFuture(null);
      switch (place) {
        case BEGUN -> {}
        case COMMITTED_EARLY -> {
          run(holder, lock);
          one = runs(first, index);
          awaitLockWait(c, pidOfFirst);
          var queued = runs(next, lock);
          awaitLockWait(c, pid(next));
          holder.rollback();
          assertThat((Throwable) queued.get(20, TimeUnit.SECONDS)).isNull();
          awaitLockWait(c, pidOfFirst);
          assertThat(rows(c)).containsExactlyInAnyOrder("0 done 0", "1 intent 0");
        }
        case BUILDING -> {
          run(holder, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          run(holder, "SELECT count(*) FROM pg_class");
          one = runs(first, index);
          awaitLockWait(c, pidOfFirst);
        }
        case BUILT -> run(first, index);
      }
      var other = runs(second, begin, index);
      awaitWaiting(c, pidOfSecond, other);
      assertThat(other).isNotDone();
      holder.rollback();
      next.rollback();
      assertThat((Throwable) one.get(20, TimeUnit.SECONDS)).isNull();
      if (place == Place.BEGUN) {
        run(first, index);
      }
      assertThat(other).as("while the first has not ended").isNotDone();
      first.rollback();
      assertThat((Throwable) other.get(20, TimeUnit.SECONDS)).isNull();
      second.commit();
      assertThat(show(c, "SELECT indisvalid FROM pg_index WHERE indrelid = 'r_place'::regclass"))
          .isEqualTo("t");
    }
  }

  /** The tool's own limit is one on the wait for another deploy, as on that for a lock. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theQueryTimeoutEndsTheWait(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var first = open(major);
        var second = open(major)) {
      run(c, "CREATE TABLE r_limit (a int)");
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      run(first, "ALTER TABLE r_limit ADD COLUMN b int");
      try (var statement = second.createStatement()) {
        statement.setQueryTimeout(1);
        assertThatThrownBy(() -> statement.execute("ALTER TABLE r_limit ADD COLUMN b int"))
            .hasFieldOrPropertyWithValue("SQLState", "57014")
            .hasMessageContaining("the same migration");
      }
      second.rollback();
      first.rollback();
    }
  }

  /** Both find nothing to do in their first statement, and have nothing else in common. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "14|CREATE TABLE IF NOT EXISTS r_stop (a int)",
        "18|CREATE TABLE IF NOT EXISTS r_stop (a int)",
        "18|CREATE SCHEMA IF NOT EXISTS public",
        "18|CREATE EXTENSION IF NOT EXISTS plpgsql",
        "18|DROP VIEW IF EXISTS r_none"
      })
  void whatFindsNothingToDoIsNoBeginning(int major, String begin) throws Exception {
    try (var c = SERVERS.connect(major);
        var first = open(major);
        var second = open(major)) {
      run(c, "DROP TABLE IF EXISTS r_stop, r_stop2");
      run(c, "CREATE TABLE r_stop (a int); CREATE TABLE r_stop2 (a int)");
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      run(first, begin);
      run(first, "ALTER TABLE r_stop ADD COLUMN b int");
      run(second, begin);
      run(second, "ALTER TABLE r_stop2 ADD COLUMN b int");
      run(second, "CREATE INDEX r_stop2_b ON r_stop2 (b)");
      run(first, "CREATE INDEX r_stop_b ON r_stop (b)");
      assertThat(column(c, "SELECT statement_start FROM safeddl.journal WHERE ordinal = 0"))
          .allMatch(statement -> statement.startsWith("ALTER TABLE"))
          .hasSize(2);
      first.rollback();
      second.commit();
      run(first, begin);
      run(first, "ALTER TABLE r_stop ADD COLUMN b int");
      run(first, "CREATE INDEX r_stop_b ON r_stop (b)");
      first.commit();
    }
  }

  private static RunLock lock(Session session, boolean hurries) {
    var patience =
        new RunWait.Patience(
            Duration.ofSeconds(30),
            Duration.ofMillis(600),
            Deadline.NEVER,
            () -> hurries,
            pid -> pid == session.pid());
    var inside =
        new RunLock.Away() {
          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void run(Work work) throws SQLException {
            work.run();
          }
        };
    return new RunLock(session, new RunWait(session, patience), inside);
  }

  /** The one who waits keeps the application waiting. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void nobodyWaitsForAnotherDeployWithTheApplicationStopped(int major) throws Exception {
    try (var other = SERVERS.connect(major);
        var own = SERVERS.connect(major)) {
      run(other, "SELECT pg_advisory_lock(8)");
      long start = System.nanoTime();
      var e =
          catchThrowableOfType(
              SQLException.class,
              () -> lock(Session.of(own), true).take(8, Duration.ZERO, new CancelSignal()));
      assertThat(e.getSQLState()).isEqualTo("55P03");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      run(other, "SELECT pg_advisory_unlock(8)");
    }
  }

  /** The other's build waits for a snapshot of ours, and would for ever. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whoWaitsForUsIsNotWaitedFor(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var other = SERVERS.connect(major);
        var own = SERVERS.connect(major)) {
      run(c, "CREATE TABLE r_circle (a int)");
      own.setAutoCommit(false);
      run(own, "LOCK TABLE r_circle IN ROW EXCLUSIVE MODE");
      run(other, "SELECT pg_advisory_lock(7)");
      var build = runs(other, "CREATE INDEX CONCURRENTLY r_circle_a ON r_circle (a)");
      while (waiting(c, "wait_event_type = 'Lock'").equals("0")) {
        Thread.sleep(10);
      }
      var e =
          catchThrowableOfType(
              SQLException.class,
              () -> lock(Session.of(own), false).take(7, Duration.ZERO, new CancelSignal()));
      assertThat(e.getSQLState()).isEqualTo("55P03");
      assertThat((Throwable) e).hasMessageContaining("neither would ever end");
      own.rollback();
      assertThat((Throwable) build.get(20, TimeUnit.SECONDS)).isNull();
      run(other, "SELECT pg_advisory_unlock(7)");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theStepsGoOnAsTheRoleThatBeganThem(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      var owner = "r_owner_" + SERVERS.on(major).name();
      run(c, "CREATE ROLE " + owner + "; GRANT CREATE ON SCHEMA public TO " + owner);
      run(c, "CREATE TABLE r_role (a int); ALTER TABLE r_role OWNER TO " + owner);
      crashed(c, "r_role", 1);
      run(c, "UPDATE safeddl.journal SET role_name = '" + owner + "'");
      run(
          c,
          "CREATE FUNCTION r_who() RETURNS event_trigger LANGUAGE plpgsql AS"
              + " 'BEGIN INSERT INTO r_seen SELECT current_user; END'");
      run(c, "CREATE TABLE r_seen (who text); GRANT INSERT ON r_seen TO " + owner);
      run(
          c,
          "CREATE EVENT TRIGGER r_watch ON ddl_command_start WHEN TAG IN ('CREATE INDEX')"
              + " EXECUTE FUNCTION r_who()");
      run(tool, "CREATE INDEX r_role_a ON r_role (a)");
      run(c, "DROP EVENT TRIGGER r_watch");
      assertThat(column(c, "SELECT DISTINCT who FROM r_seen")).containsExactly(owner);
      assertThat(show(tool, "SELECT current_user")).isEqualTo(SERVERS.on(major).user());
      run(c, "DROP OWNED BY " + owner + "; DROP ROLE " + owner);
    }
  }
}
