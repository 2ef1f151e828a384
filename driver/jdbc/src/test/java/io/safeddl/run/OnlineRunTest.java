package io.safeddl.run;

import static io.safeddl.run.Servers.column;
import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.unchecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safeddl.jdbc.UnsafeDdlException;
import io.safeddl.plan.Step;
import io.safeddl.plan.Step.IndexTask;
import io.safeddl.plan.Step.IndexTask.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OnlineRunTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static final String LIMITS =
      "SELECT name || '=' || setting || ' ' || source FROM pg_settings WHERE name IN"
          + " ('statement_timeout', 'lock_timeout', 'transaction_timeout',"
          + " 'idle_in_transaction_session_timeout', 'idle_session_timeout') ORDER BY name";

  private static final BuildPatience PATIENCE =
      new BuildPatience(Duration.ofSeconds(1), Duration.ofSeconds(5), false, Deadline.NEVER);

  private final Siblings siblings = new Siblings();
  private final CancelSignal cancel = new CancelSignal();

  @AfterEach
  void noThreadIsLeft() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("safeddl-"));
  }

  private void build(int major, Connection c, Step step) throws SQLException {
    build(c, step, () -> SERVERS.connect(major), PATIENCE);
  }

  private void build(Connection c, Step step, ConnectionSource source, BuildPatience patience)
      throws SQLException {
    var member = siblings.join(Session.of(c));
    try {
      new OnlineRun(siblings, member, source, cancel, patience, false).run(step, w -> {});
    } finally {
      member.leave();
    }
  }

  private static Step create(String table, String name, String what) {
    return new Step(
        "CREATE " + what + "INDEX CONCURRENTLY " + name + " ON " + table + " (a)",
        Step.Kind.ONLINE,
        List.of(),
        null,
        new IndexTask(Work.CREATE, table, name));
  }

  private static Step step(String sql, Work work, String table, @Nullable String name) {
    return new Step(sql, Step.Kind.ONLINE, List.of(), null, new IndexTask(work, table, name));
  }

  private static List<String> indexes(Connection c, String table) throws SQLException {
    return column(
        c,
        "SELECT indexrelid::regclass || CASE WHEN indisvalid THEN '' ELSE ' INVALID' END"
            + " FROM pg_index WHERE indrelid = '"
            + table
            + "'::regclass ORDER BY 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void liftsEveryLimitForTheBuildAndPutsItBack(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE t_limits (a int); INSERT INTO t_limits SELECT generate_series(1, 3000)");
      run(
          c,
          "CREATE FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
              + " 'BEGIN IF $1 % 1000 = 0 THEN PERFORM pg_sleep(0.2); END IF; RETURN $1; END'");
      c.setNetworkTimeout(Runnable::run, 400);
      run(c, "SET statement_timeout = 100; SET lock_timeout = 90; SET idle_session_timeout = '1h'");
      var before = column(c, LIMITS);
      build(
          major,
          c,
          step(
              "CREATE INDEX CONCURRENTLY i_limits ON t_limits (slow(a))",
              Work.CREATE,
              "t_limits",
              "i_limits"));
      assertThat(column(c, LIMITS)).isEqualTo(before);
      assertThat(c.getNetworkTimeout()).isEqualTo(400);
      assertThat(indexes(c, "t_limits")).containsExactly("i_limits");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aDuplicateIsTheServersErrorAndNothingIsLeft(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE t_dup (a int); INSERT INTO t_dup VALUES (1), (1)");
      run(c, "SET statement_timeout = '30s'");
      var before = column(c, LIMITS);
      assertThatThrownBy(() -> build(major, c, create("t_dup", "i_dup", "UNIQUE ")))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
      assertThatThrownBy(
              () ->
                  build(
                      major,
                      c,
                      step(
                          "CREATE UNIQUE INDEX CONCURRENTLY ON t_dup (a)",
                          Work.CREATE,
                          "public.t_dup",
                          null)))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
      assertThat(indexes(c, "t_dup")).isEmpty();
      assertThat(column(c, LIMITS)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void anInvalidIndexThatWasThereBeforeIsNotOurs(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE t_theirs (a int); INSERT INTO t_theirs VALUES (1), (1)");
      assertThatThrownBy(() -> run(c, "CREATE UNIQUE INDEX CONCURRENTLY i_theirs ON t_theirs (a)"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> build(major, c, create("t_theirs", "i_ours", "UNIQUE ")))
          .isInstanceOf(SQLException.class);
      assertThat(indexes(c, "t_theirs")).containsExactly("i_theirs INVALID");
      SERVERS.leaves("i_theirs");
    }
  }

  /** What facts/jdbc.md calls the hang: Flyway's lock connection. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void anIdleSiblingHangsThePlainBuildAndNotOurs(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var lock = SERVERS.connect(major)) {
      run(c, "CREATE TABLE t_hang (a int)");
      lock.setAutoCommit(false);
      var sibling = siblings.join(Session.of(lock));
      run(lock, "SELECT pg_try_advisory_xact_lock(42)");
      run(c, "SET statement_timeout = '1500ms'");
      assertThatThrownBy(() -> run(c, "CREATE INDEX CONCURRENTLY i_plain ON t_hang (a)"))
          .as("the plain build")
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      run(c, "DROP INDEX i_plain");

      run(lock, "SELECT 1");
      long start = System.nanoTime();
      build(major, c, create("t_hang", "i_hang", ""));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(indexes(c, "t_hang")).containsExactly("i_hang");
      sibling.leave();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aSiblingThatReadsWhileTheBuildWaitsIsFreedToo(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var writer = SERVERS.connect(major);
        var lock = SERVERS.connect(major)) {
      run(c, "CREATE TABLE t_late (a int)");
      writer.setAutoCommit(false);
      run(writer, "INSERT INTO t_late VALUES (1)");
      lock.setAutoCommit(false);
      var sibling = siblings.join(Session.of(lock));
      var built =
          CompletableFuture.runAsync(
              () -> unchecked(() -> build(major, c, create("t_late", "i_late", ""))));
      TimeUnit.MILLISECONDS.sleep(700);
      run(lock, "SELECT 1");
      assertThat(built).isNotDone();
      writer.commit();
      built.get(10, TimeUnit.SECONDS);
      assertThat(indexes(c, "t_late")).containsExactly("i_late");
      sibling.leave();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aSiblingThatCannotBeFreedIsNamedBeforeAnythingRuns(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var other = SERVERS.connect(major)) {
      run(c, "CREATE TABLE t_stuck (a int)");
      other.setAutoCommit(false);
      var sibling = siblings.join(Session.of(other));
      run(other, "INSERT INTO t_stuck VALUES (1)");
      var e =
          catchThrowableOfType(
              UnsafeDdlException.class, () -> build(major, c, create("t_stuck", "i_stuck", "")));
      assertThat(e.getSQLState()).isEqualTo("55P03");
      assertThat((Throwable) e)
          .hasMessageContaining("pid " + sibling.session().pid())
          .hasMessageContaining("Nothing has run");
      other.rollback();
      other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      run(other, "SELECT 1");
      assertThatThrownBy(() -> build(major, c, create("t_stuck", "i_stuck", "")))
          .isInstanceOf(UnsafeDdlException.class);
      other.rollback();
      assertThat(indexes(c, "t_stuck")).isEmpty();
      sibling.leave();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aBuildThatBeginsToWaitForOurselvesIsCancelledAndCleanedUp(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var stranger = SERVERS.connect(major);
        var other = SERVERS.connect(major)) {
      run(c, "CREATE TABLE t_self (a int)");
      stranger.setAutoCommit(false);
      run(stranger, "INSERT INTO t_self VALUES (1)");
      var sibling = siblings.join(Session.of(other));
      var built =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                      UnsafeDdlException.class,
                      () -> build(major, c, create("t_self", "i_self", ""))));
      TimeUnit.MILLISECONDS.sleep(700);
      other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      other.setAutoCommit(false);
      run(other, "SELECT 1");
      stranger.commit();
      var e = built.get(20, TimeUnit.SECONDS);
      assertThat(e.getSQLState()).isEqualTo("55P03");
      assertThat((Throwable) e).hasMessageContaining("pid " + sibling.session().pid());
      assertThat(indexes(c, "t_self")).isEmpty();
      sibling.leave();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void cancelLeavesNothing(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var writer = SERVERS.connect(major)) {
      run(c, "CREATE TABLE t_cancel (a int)");
      writer.setAutoCommit(false);
      run(writer, "LOCK TABLE t_cancel IN ROW EXCLUSIVE MODE");
      CompletableFuture.delayedExecutor(800, TimeUnit.MILLISECONDS)
          .execute(
              () ->
                  unchecked(
                      () -> {
                        cancel.raise();
                        writer.rollback();
                      }));
      assertThatThrownBy(() -> build(major, c, create("t_cancel", "i_cancel", "")))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      assertThat(indexes(c, "t_cancel")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void abortLeavesNothing(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var look = SERVERS.connect(major);
        var writer = SERVERS.connect(major)) {
      run(look, "CREATE TABLE t_abort (a int)");
      writer.setAutoCommit(false);
      run(writer, "LOCK TABLE t_abort IN ROW EXCLUSIVE MODE");
      CompletableFuture.delayedExecutor(800, TimeUnit.MILLISECONDS)
          .execute(
              () ->
                  unchecked(
                      () -> {
                        c.abort(Runnable::run);
                        TimeUnit.MILLISECONDS.sleep(300);
                        writer.rollback();
                      }));
      assertThatThrownBy(() -> build(major, c, create("t_abort", "i_abort", "")))
          .isInstanceOf(SQLException.class);
      assertThat(indexes(look, "t_abort")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theDeadlineEndsIt(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var writer = SERVERS.connect(major)) {
      run(c, "CREATE TABLE t_deadline (a int)");
      writer.setAutoCommit(false);
      run(writer, "LOCK TABLE t_deadline IN ROW EXCLUSIVE MODE");
      CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS)
          .execute(() -> unchecked(writer::rollback));
      var patience =
          new BuildPatience(
              Duration.ofSeconds(5),
              Duration.ofSeconds(5),
              false,
              Deadline.in(Duration.ofSeconds(1)));
      assertThatThrownBy(
              () ->
                  build(
                      c,
                      create("t_deadline", "i_deadline", ""),
                      () -> SERVERS.connect(major),
                      patience))
          .isInstanceOf(UnsafeDdlException.class)
          .hasMessageContaining("safeddl.deadline");
      assertThat(indexes(c, "t_deadline")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aFailedReindexLeavesOnlyTheOldIndex(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var reader = SERVERS.connect(major)) {
      run(c, "CREATE TABLE t_re (a int); CREATE INDEX i_re ON t_re (a)");
      reader.setAutoCommit(false);
      run(reader, "LOCK TABLE t_re IN ACCESS SHARE MODE");
      CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS)
          .execute(
              () ->
                  unchecked(
                      () -> {
                        cancel.raise();
                        reader.rollback();
                      }));
      assertThatThrownBy(
              () ->
                  build(
                      major,
                      c,
                      step("REINDEX TABLE CONCURRENTLY t_re", Work.REINDEX, "t_re", null)))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      assertThat(indexes(c, "t_re")).containsExactly("i_re");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aHalfDroppedIndexIsSaid(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var reader = SERVERS.connect(major)) {
      run(c, "CREATE TABLE t_half (a int); CREATE INDEX i_half ON t_half (a)");
      reader.setAutoCommit(false);
      run(reader, "LOCK TABLE t_half IN ACCESS SHARE MODE");
      CompletableFuture.delayedExecutor(800, TimeUnit.MILLISECONDS)
          .execute(() -> unchecked(cancel::raise));
      var e =
          catchThrowableOfType(
              SQLException.class,
              () ->
                  build(
                      major,
                      c,
                      step("DROP INDEX CONCURRENTLY i_half", Work.DROP, "t_half", "i_half")));
      assertThat(e.getSQLState()).isEqualTo("57014");
      assertThat(e.getNextException().getMessage()).contains("INVALID").contains("i_half");
      SERVERS.leaves("i_half");
      reader.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void runsUnwatchedWhereNoConnectionIsToBeHad(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var writer = SERVERS.connect(major)) {
      run(c, "CREATE TABLE t_blind (a int)");
      writer.setAutoCommit(false);
      run(writer, "LOCK TABLE t_blind IN ROW EXCLUSIVE MODE");
      CompletableFuture.delayedExecutor(1200, TimeUnit.MILLISECONDS)
          .execute(() -> unchecked(writer::rollback));
      ConnectionSource none =
          () -> {
            throw new SQLException("too many connections", "53300");
          };
      build(c, create("t_blind", "i_blind", ""), none, PATIENCE);
      assertThat(indexes(c, "t_blind")).containsExactly("i_blind");
    }
  }
}
