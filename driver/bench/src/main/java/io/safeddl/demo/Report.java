package io.safeddl.demo;

import io.safeddl.bench.traffic.LargeTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A report that has read the large table and keeps its transaction open for a while. */
final class Report implements AutoCloseable {
  private final Connection connection;
  private final CompletableFuture<Void> end;

  private Report(Connection connection, CompletableFuture<Void> end) {
    this.connection = connection;
    this.end = end;
  }

  /** Begins to read; the table is given back after this time. */
  static Report read(DemoDatabase database, Duration time) throws SQLException {
    var connection = database.connect();
    try (var statement = connection.createStatement()) {
      statement.execute("SET application_name = 'nightly report'");
      statement.execute("BEGIN");
      statement.execute("SELECT count(*) FROM " + LargeTable.NAME + " WHERE id < 1000");
    }
    var end =
        CompletableFuture.runAsync(
            () -> commit(connection),
            CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
    return new Report(connection, end);
  }

  private static void commit(Connection connection) {
    try (var statement = connection.createStatement()) {
      statement.execute("COMMIT");
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  /** Returns when the report has ended. */
  void await() {
    end.join();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
