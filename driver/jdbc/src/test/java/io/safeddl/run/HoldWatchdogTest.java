package io.safeddl.run;

import static io.safeddl.run.Servers.column;
import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the watchdog must not touch, and what stands behind it. */
@Timeout(60)
class HoldWatchdogTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static final String TIMEOUTS =
      "SELECT name || '=' || setting || ' ' || source FROM pg_settings WHERE name IN"
          + " ('transaction_timeout', 'idle_in_transaction_session_timeout') ORDER BY name";

  private static Connection open(int major, String hold) throws SQLException {
    return SERVERS.safe(major, "safeddl.maxTransactionHold", hold);
  }

  /** The limits are the guard's, and the guard is there; what it warns of takes its time. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void modeWarnKeepsTheLimits(int major) throws Exception {
    try (var tool =
        SERVERS.safe(major, "safeddl.maxTransactionHold", "300ms", "safeddl.mode", "warn")) {
      run(tool, "CREATE TABLE w_warn (a int)");
      tool.setAutoCommit(false);
      run(tool, "ALTER TABLE w_warn ALTER a TYPE bigint");
      run(tool, "SELECT pg_sleep(0.7)");
      tool.commit();
      run(tool, "ALTER TABLE w_warn ADD COLUMN b int");
      assertThatThrownBy(
              () -> {
                run(tool, "SELECT pg_sleep(0.7)");
                run(tool, "SELECT 1");
              })
          .hasMessageContaining("maxTransactionHold");
      tool.rollback();
      assertThat(
              show(
                  tool,
                  "SELECT count(*) FROM pg_attribute WHERE attname = 'b' AND attrelid = 'w_warn'::regclass"))
          .isEqualTo("0");
    }
  }

  /** It strikes just when the tool rolls back: whatever comes first, the next one is whole. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theTransactionAfterARollbackIsNeverFailed(int major) throws Exception {
    try (var tool = open(major, "20ms")) {
      run(tool, "CREATE TABLE w_next (a int)");
      tool.setAutoCommit(false);
      for (int i = 0; i < 60; i++) {
        tool.setSavepoint();
        run(tool, "ALTER TABLE w_next ADD COLUMN b int");
        TimeUnit.MICROSECONDS.sleep(16_000 + i % 30 * 200);
        tool.rollback();
        run(tool, "SELECT 1");
        run(tool, "SELECT 2");
        tool.rollback();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatARollbackToASavepointHasGivenBackIsNotWatched(int major) throws Exception {
    try (var tool = open(major, "300ms")) {
      run(tool, "CREATE TABLE w_back (a int)");
      tool.setAutoCommit(false);
      run(tool, "INSERT INTO w_back VALUES (1)");
      var savepoint = tool.setSavepoint();
      run(tool, "ALTER TABLE w_back ADD COLUMN b int");
      tool.rollback(savepoint);
      run(tool, "SELECT pg_sleep(0.7)");
      run(tool, "SAVEPOINT s");
      run(tool, "ALTER TABLE w_back ADD COLUMN b int");
      run(tool, "ROLLBACK TO s");
      run(tool, "SELECT pg_sleep(0.7)");
      tool.commit();
      assertThat(show(tool, "SELECT count(*) FROM w_back")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatWasLockedBeforeTheSavepointIsWatchedOn(int major) throws Exception {
    try (var tool = open(major, "300ms")) {
      run(tool, "CREATE TABLE w_still (a int)");
      tool.setAutoCommit(false);
      run(tool, "ALTER TABLE w_still ADD COLUMN b int");
      var savepoint = tool.setSavepoint();
      run(tool, "INSERT INTO w_still VALUES (1)");
      tool.rollback(savepoint);
      assertThatThrownBy(() -> run(tool, "SELECT pg_sleep(20)"))
          .hasMessageContaining("maxTransactionHold");
      tool.rollback();
    }
  }

  /** This process is stopped: the watchdog's own limit is over, and nobody strikes. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theServerEndsWhatThisProcessCannot(int major) throws Exception {
    var siblings = new Siblings();
    try (var c = SERVERS.connect(major);
        var look = SERVERS.connect(major)) {
      run(c, "CREATE TABLE w_stop (a int)");
      c.setAutoCommit(false);
      run(c, "SET idle_in_transaction_session_timeout = '10min'");
      c.commit();
      var before = column(c, TIMEOUTS);
      c.commit();
      var session = Session.of(c);
      var watchdog =
          new HoldWatchdog(
              session,
              siblings.join(session),
              new TransactionTracker(session),
              Duration.ofMillis(100),
              Duration.ofSeconds(1));
      run(c, "LOCK TABLE w_stop");
      watchdog.arm();
      watchdog.abandon();
      assertThat(column(c, TIMEOUTS)).isNotEqualTo(before).allMatch(s -> s.contains("=1000 "));
      c.rollback();
      assertThat(column(c, TIMEOUTS)).as("behind a rollback").isEqualTo(before);

      run(c, "SAVEPOINT s; LOCK TABLE w_stop");
      watchdog.arm();
      watchdog.abandon();
      run(c, "ROLLBACK TO s");
      assertThat(column(c, TIMEOUTS)).as("behind the savepoint").isEqualTo(before);
      run(c, "SET LOCAL idle_in_transaction_session_timeout = '400ms'; LOCK TABLE w_stop");
      watchdog.arm();
      watchdog.abandon();
      assertThat(show(c, "SHOW idle_in_transaction_session_timeout")).isEqualTo("400ms");
      c.commit();
      assertThat(column(c, TIMEOUTS)).as("behind a commit").isEqualTo(before);

      run(c, "LOCK TABLE w_stop");
      watchdog.arm();
      watchdog.abandon();
      run(look, "SET lock_timeout = '5s'");
      run(look, "INSERT INTO w_stop VALUES (1)");
      assertThatThrownBy(() -> run(c, "SELECT 1")).isInstanceOf(SQLException.class);
    }
  }
}
