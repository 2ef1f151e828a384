package io.safeddl.bench.stall;

import io.safeddl.bench.traffic.ConnectionSource;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Brings a slow autovacuum worker to the large table: many dead rows, and a tiny cost limit. */
final class Autovacuum {
  /** Takes everything back; the worker that still runs is asked to stop. */
  static final String CALM_DOWN =
      """
      ALTER TABLE orders SET (autovacuum_enabled = off);
      SELECT pg_terminate_backend(pid) FROM pg_stat_progress_vacuum
       WHERE relid = 'orders'::regclass
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final List<String> PROVOKE =
      List.of(
          "ALTER SYSTEM SET autovacuum_naptime = '1s'",
          "SELECT pg_reload_conf()",
          """
          ALTER TABLE orders SET (autovacuum_enabled = on, autovacuum_vacuum_threshold = 1,
            autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 20,
            autovacuum_vacuum_cost_limit = 1)
          """,
          "UPDATE orders SET status = 'dead' WHERE id % 50 = 1",
          "SELECT pg_stat_force_next_flush()");

  private static final String WORKER =
      """
      SELECT p.pid FROM pg_stat_progress_vacuum p JOIN pg_stat_activity a USING (pid)
       WHERE p.relid = 'orders'::regclass AND a.backend_type = 'autovacuum worker'
      """;

  private Autovacuum() {}

  /**
   * Returns when a worker is in the middle of the table, with its pid.
   *
   * @throws IllegalStateException where none comes
   */
  static long provoke(ConnectionSource source) throws SQLException, InterruptedException {
    try (var connection = source.open();
        var statement = connection.createStatement()) {
      for (var sql : PROVOKE) {
        statement.execute(sql);
      }
      var end = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < end) {
        var pid = worker(statement);
        if (pid > 0) {
          return pid;
        }
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("no autovacuum worker came within " + PATIENCE);
  }

  private static long worker(Statement statement) throws SQLException {
    try (var rows = statement.executeQuery(WORKER)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
