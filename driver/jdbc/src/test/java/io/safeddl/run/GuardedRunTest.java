package io.safeddl.run;

import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static io.safeddl.run.Servers.unchecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safeddl.effect.LockMode;
import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

class GuardedRunTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static final String LIMITS =
      "SELECT current_setting(n) FROM unnest(ARRAY['lock_timeout', 'statement_timeout',"
          + " 'client_connection_check_interval', 'deadlock_timeout']) n";

  private static LockTarget exclusive(Connection c, String table) throws SQLException {
    return new LockTarget(
        Long.parseLong(show(c, "SELECT '" + table + "'::regclass::oid")),
        table,
        LockMode.ACCESS_EXCLUSIVE,
        true);
  }

  private static void alter(Connection c, Duration patience, String table, String sql)
      throws SQLException {
    var session = Session.of(c);
    new GuardedRun(session, RunOptions.DEFAULT, new CancelSignal())
        .run(
            List.of(exclusive(c, table)),
            true,
            patience,
            () -> {
              session.run(sql);
              return true;
            });
  }

  private static String columns(Connection c, String table) throws SQLException {
    return show(
        c,
        "SELECT attname FROM pg_attribute WHERE attrelid = '"
            + table
            + "'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum");
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void runsInATransactionOfItsOwnAndLeavesNoSettingBehind(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE own (a int); SET lock_timeout = '7s'; SET statement_timeout = '9s'");
      var before = show(c, LIMITS);
      alter(c, Duration.ofSeconds(5), "own", "ALTER TABLE own ADD COLUMN b int");
      assertThat(columns(c, "own")).isEqualTo("a,b");
      assertThat(show(c, LIMITS)).isEqualTo(before);
      assertThat(c.unwrap(BaseConnection.class).getTransactionState())
          .isEqualTo(TransactionState.IDLE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void putsTheLimitsOnTheStatementAndTakesThemOffAgainInsideATransaction(int major)
      throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE inside (a int)");
      c.setAutoCommit(false);
      run(c, "SET LOCAL lock_timeout = '7s'; SET statement_timeout = '9s'");
      var before = show(c, LIMITS);
      var session = Session.of(c);
      var during =
          new GuardedRun(session, RunOptions.DEFAULT, new CancelSignal())
              .run(
                  List.of(exclusive(c, "inside")),
                  true,
                  Duration.ofSeconds(5),
                  () -> {
                    session.run("ALTER TABLE inside ADD COLUMN b int");
                    return show(c, LIMITS);
                  });
      assertThat(during).isEqualTo("50ms,2s,500ms,1s");
      assertThat(show(c, LIMITS)).isEqualTo(before);
      assertThat(
              show(
                  c,
                  "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()"
                      + " AND relation = 'inside'::regclass AND mode = 'AccessExclusiveLock'"))
          .isEqualTo("1");
      c.rollback();
      assertThat(columns(c, "inside")).isEqualTo("a");
      assertThat(show(c, LIMITS)).isEqualTo("0,0,0,1s");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void leavesTheToolsTransactionFailedWhenTheServerRejectsTheStatement(int major)
      throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE rejected (a int)");
      c.setAutoCommit(false);
      run(c, "INSERT INTO rejected VALUES (1)");
      var save = c.setSavepoint();
      assertThatThrownBy(
              () -> alter(c, Duration.ofSeconds(5), "rejected", "ALTER TABLE rejected DROP x"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42703"));
      assertThat(c.unwrap(BaseConnection.class).getTransactionState())
          .isEqualTo(TransactionState.FAILED);
      c.rollback(save);
      assertThat(show(c, LIMITS)).isEqualTo("0,0,0,1s");
      assertThat(show(c, "SELECT count(*) FROM rejected")).isEqualTo("1");
      c.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void readersAreNotStoppedWhileItWaitsForALongReader(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var reader = SERVERS.connect(major);
        var application = SERVERS.connect(major)) {
      run(c, "CREATE TABLE busy (a int); INSERT INTO busy VALUES (1)");
      reader.setAutoCommit(false);
      run(reader, "SELECT * FROM busy");
      var altered =
          CompletableFuture.runAsync(
              () -> {
                try {
                  alter(c, Duration.ofSeconds(30), "busy", "ALTER TABLE busy ADD COLUMN b int");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      long longest = 0;
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
      while (System.nanoTime() < end) {
        long start = System.nanoTime();
        show(application, "SELECT a FROM busy");
        longest = Math.max(longest, System.nanoTime() - start);
      }
      assertThat(altered).isNotDone();
      assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofMillis(300));
      reader.rollback();
      altered.get(10, TimeUnit.SECONDS);
      assertThat(columns(c, "busy")).isEqualTo("a,b");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void givesUpAndNamesTheIdleTransactionInTheWay(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var reader = SERVERS.connect(major)) {
      run(c, "CREATE TABLE held (a int)");
      run(reader, "SET application_name = 'the reader'");
      reader.setAutoCommit(false);
      run(reader, "LOCK TABLE held IN ACCESS SHARE MODE");
      var pid = show(reader, "SELECT pg_backend_pid()");
      var refused =
          catchThrowableOfType(
              UnsafeDdlException.class,
              () -> alter(c, Duration.ofMillis(600), "held", "ALTER TABLE held ADD COLUMN b int"));
      assertThat(refused.getSQLState()).isEqualTo("55P03");
      assertThat((Throwable) refused)
          .hasMessageContaining("pid " + pid)
          .hasMessageContaining("the reader")
          .hasMessageContaining("idle in transaction")
          .hasMessageContaining("ACCESS SHARE on held")
          .hasMessageNotContaining("LOCK TABLE held");
      assertThat(c.unwrap(BaseConnection.class).getTransactionState())
          .isEqualTo(TransactionState.IDLE);
      assertThat(show(c, LIMITS)).isEqualTo("0,0,0,1s");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void namesAPreparedTransactionByItsGid(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE prepared (a int)");
      run(c, "BEGIN; INSERT INTO prepared VALUES (1); PREPARE TRANSACTION 'order-" + major + "'");
      try {
        assertThatThrownBy(
                () ->
                    alter(c, Duration.ofMillis(500), "prepared", "ALTER TABLE prepared ADD b int"))
            .isInstanceOf(UnsafeDdlException.class)
            .hasMessageContaining("prepared transaction 'order-" + major + "'");
      } finally {
        run(c, "ROLLBACK PREPARED 'order-" + major + "'");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void getsALockThatManyShortReadersNeverLeaveFree(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var one = SERVERS.connect(major);
        var two = SERVERS.connect(major)) {
      run(c, "CREATE TABLE crowded (a int)");
      var stop = new AtomicBoolean();
      var readers =
          List.of(one, two).stream()
              .map(r -> CompletableFuture.runAsync(() -> readInTurn(r, stop, r == one ? 0 : 25)))
              .toList();
      alter(c, Duration.ofSeconds(20), "crowded", "ALTER TABLE crowded ADD COLUMN b int");
      stop.set(true);
      for (var r : readers) {
        r.get(10, TimeUnit.SECONDS);
      }
      assertThat(columns(c, "crowded")).isEqualTo("a,b");
    }
  }

  private static void readInTurn(Connection c, AtomicBoolean stop, int offset) {
    try {
      TimeUnit.MILLISECONDS.sleep(offset);
      while (!stop.get()) {
        run(c, "SELECT pg_sleep(0.03) FROM (SELECT count(*) FROM crowded) x");
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Before 17 a NOWAIT fails as long as others wait for a lock that this transaction holds. */
  @ParameterizedTest
  @ValueSource(ints = {14, 16, 18})
  void getsAnotherLockOnATableForWhichOthersWaitForUs(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var writer = SERVERS.connect(major);
        var look = SERVERS.connect(major)) {
      run(c, "CREATE TABLE awaited (a int)");
      c.setAutoCommit(false);
      run(c, "ALTER TABLE awaited ADD COLUMN b int");
      var waits =
          CompletableFuture.runAsync(
              () -> unchecked(() -> run(writer, "INSERT INTO awaited VALUES (1)")));
      while (show(
              look,
              "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'awaited'::regclass")
          .equals("0")) {
        Thread.sleep(5);
      }
      var session = Session.of(c);
      var target = exclusive(c, "awaited");
      new GuardedRun(session, RunOptions.DEFAULT, new CancelSignal())
          .run(
              List.of(new LockTarget(target.oid(), "awaited", LockMode.SHARE_ROW_EXCLUSIVE, true)),
              true,
              Duration.ofSeconds(5),
              () -> {
                session.run("ALTER TABLE awaited DISABLE TRIGGER USER");
                return true;
              });
      c.commit();
      waits.get(5, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void cutsOffAStatementThatHoldsItsLockTooLong(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE slow (a int); INSERT INTO slow VALUES (1)");
      var e =
          catchThrowableOfType(
              UnsafeDdlException.class,
              () ->
                  alter(
                      c,
                      Duration.ofSeconds(5),
                      "slow",
                      "ALTER TABLE slow ALTER a TYPE text USING pg_sleep(10)::text"));
      assertThat(e.getSQLState()).isEqualTo("57014");
      assertThat((Throwable) e).hasMessageContaining("maxLockHold");
      assertThat(show(c, LIMITS)).isEqualTo("0,0,0,1s");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void anOwnerWithoutPrivilegesStillAlters(int major) throws SQLException {
    var role = "owner_" + Long.toString(System.nanoTime(), 36);
    try (var admin = SERVERS.connect(major)) {
      run(admin, "CREATE ROLE " + role + " LOGIN PASSWORD '" + role + "'");
      try (var c = SERVERS.connect(major, role)) {
        run(admin, "GRANT ALL ON SCHEMA public TO " + role);
        run(c, "CREATE TABLE mine (a int); REVOKE ALL ON mine FROM " + role);
        alter(c, Duration.ofSeconds(5), "mine", "ALTER TABLE mine ADD COLUMN b int");
        assertThat(columns(c, "mine")).isEqualTo("a,b");
      } finally {
        run(admin, "DROP OWNED BY " + role + "; DROP ROLE " + role);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void cancelEndsTheWait(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var reader = SERVERS.connect(major)) {
      run(c, "CREATE TABLE cancelled (a int)");
      reader.setAutoCommit(false);
      run(reader, "LOCK TABLE cancelled IN ACCESS SHARE MODE");
      var cancel = new CancelSignal();
      var session = Session.of(c);
      var guarded = new GuardedRun(session, RunOptions.DEFAULT, cancel);
      var target = exclusive(c, "cancelled");
      CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS)
          .execute(() -> unchecked(cancel::raise));
      assertThatThrownBy(
              () -> guarded.run(List.of(target), true, Duration.ofSeconds(30), () -> true))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      assertThat(c.unwrap(BaseConnection.class).getTransactionState())
          .isEqualTo(TransactionState.IDLE);
    }
  }
}
