package io.safeddl.run;

import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.effect.LockMode;
import io.safeddl.jdbc.UnsafeDdlException;
import io.safeddl.run.RunOptions.Autovacuum;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real autovacuum worker, slowed down to keep its lock for minutes, which no poller would ever
 * make give way.
 */
@Timeout(180)
class AutovacuumTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void givesWayWithoutAQueueOrWithAShortOne(int major) throws Exception {
    try (var c = SERVERS.connect(major)) {
      var naptime = show(c, "SHOW autovacuum_naptime");
      run(c, "ALTER SYSTEM SET autovacuum_naptime = '1s'");
      run(c, "SELECT pg_reload_conf()");
      try {
        vacuumedFor(c, "av_cancel");
        assertThat(alter(c, "av_cancel", Autovacuum.CANCEL, Duration.ofSeconds(20)))
            .isLessThan(Duration.ofSeconds(3));
        run(c, "DROP TABLE av_cancel");

        vacuumedFor(c, "av_queue");
        assertThat(alter(c, "av_queue", Autovacuum.QUEUE, Duration.ofSeconds(20)))
            .isLessThan(Duration.ofSeconds(8));
        run(c, "DROP TABLE av_queue");

        vacuumedFor(c, "av_wait");
        assertThatThrownBy(() -> alter(c, "av_wait", Autovacuum.WAIT, Duration.ofMillis(1500)))
            .isInstanceOf(UnsafeDdlException.class)
            .hasMessageContaining("autovacuum worker pid");
        assertThat(show(c, "SHOW deadlock_timeout")).isEqualTo("1s");
        run(c, "DROP TABLE av_wait");
      } finally {
        run(c, "ALTER SYSTEM RESET autovacuum_naptime");
        run(c, "SELECT pg_reload_conf()");
        assertThat(naptime).isNotEmpty();
      }
    }
  }

  private static boolean isVacuumed(Connection c, String table) throws SQLException {
    return !show(
            c,
            "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                + " WHERE a.backend_type = 'autovacuum worker' AND l.granted"
                + " AND l.mode = 'ShareUpdateExclusiveLock' AND l.relation = '"
                + table
                + "'::regclass")
        .equals("0");
  }

  /** A table that autovacuum works on from now on. */
  private static void vacuumedFor(Connection c, String table) throws Exception {
    run(
        c,
        "CREATE TABLE "
            + table
            + " (a int, b text) WITH (autovacuum_vacuum_threshold = 1,"
            + " autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_limit = 1,"
            + " autovacuum_vacuum_cost_delay = 100)");
    run(c, "INSERT INTO " + table + " SELECT g, repeat('x', 400) FROM generate_series(1, 8000) g");
    run(c, "UPDATE " + table + " SET a = a + 1");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!isVacuumed(c, table)) {
      assertThat(System.nanoTime()).as("autovacuum has come to " + table).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static Duration alter(Connection c, String table, Autovacuum mode, Duration patience)
      throws SQLException {
    var standard = RunOptions.DEFAULT;
    var options =
        new RunOptions(standard.policy(), mode, standard.transactions(), null, null, false);
    var session = Session.of(c);
    var target =
        new LockTarget(
            Long.parseLong(show(c, "SELECT '" + table + "'::regclass::oid")),
            table,
            LockMode.ACCESS_EXCLUSIVE,
            true);
    long start = System.nanoTime();
    new GuardedRun(session, options, new CancelSignal())
        .run(
            List.of(target),
            true,
            patience,
            () -> {
              session.run("ALTER TABLE " + table + " ADD COLUMN c int");
              return true;
            });
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
