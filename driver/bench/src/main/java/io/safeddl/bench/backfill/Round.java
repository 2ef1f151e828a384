package io.safeddl.bench.backfill;

import io.safeddl.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** One contestant on a fresh copy of the table. */
final class Round {
  /** Nothing that holds the work back: how fast it is, is the question here. */
  private static final String SPEC =
      """
      table: public.entry
      columns:
        - {from: amount, to: amount_big, type: bigint}
      """;

  private static final Duration STATISTICS = Duration.ofSeconds(20);
  private static final double MEGABYTE = 1024.0 * 1024;

  private Round() {}

  /**
   * What was measured.
   *
   * @param seconds from the start to the end, a process's own start included
   * @param walBytesPerRow of the whole server meanwhile
   * @param heapGrowth share by which the table's own file has grown
   * @param hotShare of the updates that needed no index entry
   * @param memoryMb the most resident memory of the tool's process; negative where unknown
   */
  record Measured(
      long rows,
      String key,
      int indexes,
      String contestant,
      double seconds,
      long rowsPerSecond,
      long walBytesPerRow,
      double heapGrowth,
      double hotShare,
      double memoryMb) {}

  static Measured run(TestDatabase template, Shape shape, Contestant contestant)
      throws SQLException, IOException, InterruptedException {
    try (var database = template.server().copyOf(template)) {
      var tool = new Tool(database, Tool.spec(SPEC));
      tool.run("expand");
      try (var connection = database.connect()) {
        execute(connection, "CHECKPOINT");
        var heap = number(connection, "SELECT pg_relation_size('entry')");
        var wal = wal(connection);
        var began = System.nanoTime();
        var memory = contestant.fill(database, shape, tool);
        var seconds = (System.nanoTime() - began) / 1e9;
        wal = wal(connection) - wal;
        var left =
            number(
                connection,
                "SELECT count(*) FROM entry WHERE amount_big IS DISTINCT FROM amount::bigint");
        if (left > 0) {
          throw new IllegalStateException(contestant.name() + " has left " + left + " rows");
        }
        var grown = number(connection, "SELECT pg_relation_size('entry')");
        return new Measured(
            shape.rows(),
            shape.key().toString(),
            shape.indexes(),
            contestant.name(),
            seconds,
            Math.round(shape.rows() / seconds),
            wal / shape.rows(),
            (double) grown / heap - 1,
            hotShare(connection, shape.rows()),
            memory / MEGABYTE);
      }
    }
  }

  /** The counters come late: a session reports them when it is idle or ends. */
  private static double hotShare(Connection connection, long rows)
      throws SQLException, InterruptedException {
    var until = System.nanoTime() + STATISTICS.toNanos();
    while (true) {
      var updated = number(connection, count("n_tup_upd"));
      if (updated >= rows) {
        return (double) number(connection, count("n_tup_hot_upd")) / updated;
      }
      if (System.nanoTime() > until) {
        throw new IllegalStateException("the server's counters have not come: " + updated);
      }
      Thread.sleep(200);
    }
  }

  private static String count(String counter) {
    return "SELECT " + counter + " FROM pg_stat_user_tables WHERE relname = 'entry'";
  }

  private static long wal(Connection connection) throws SQLException {
    return number(connection, "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      if (!row.next()) {
        throw new IllegalStateException("no row: " + sql);
      }
      return row.getLong(1);
    }
  }
}
