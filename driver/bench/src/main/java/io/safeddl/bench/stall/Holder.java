package io.safeddl.bench.stall;

import io.safeddl.bench.traffic.ConnectionSource;
import io.safeddl.bench.traffic.LargeTable;
import java.sql.Connection;
import java.sql.SQLException;

/** Holds the table as a {@link Hold} says, from {@link #open} until it is closed. */
final class Holder implements AutoCloseable {
  private static final String GID = "nightly-export";

  private final Connection connection;
  private final String blocker;
  private final String release;

  private Holder(Connection connection, String blocker, String release) {
    this.connection = connection;
    this.blocker = blocker;
    this.release = release;
  }

  /** Takes the table. */
  static Holder open(Hold hold, ConnectionSource source) throws SQLException, InterruptedException {
    if (hold == Hold.AUTOVACUUM) {
      var worker = Autovacuum.provoke(source);
      return new Holder(source.open(), Long.toString(worker), Autovacuum.CALM_DOWN);
    }
    var connection = source.open();
    try (var statement = connection.createStatement()) {
      statement.execute("SET application_name = 'nightly report'");
      statement.execute("BEGIN");
      statement.execute(
          hold == Hold.READER || hold == Hold.ENDLESS_READER
              ? "SELECT id FROM orders LIMIT 1"
              : LargeTable.UPDATE_APART);
      if (hold == Hold.PREPARED_TRANSACTION) {
        statement.execute("PREPARE TRANSACTION '" + GID + "'");
        return new Holder(connection, GID, "ROLLBACK PREPARED '" + GID + "'");
      }
      return new Holder(connection, Long.toString(pid(connection)), "COMMIT");
    }
  }

  private static long pid(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** What a good report names: the process, or the name of the prepared transaction. */
  String blocker() {
    return blocker;
  }

  /** Gives the table back; a second call does nothing. */
  @Override
  public synchronized void close() throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    try (connection;
        var statement = connection.createStatement()) {
      statement.execute(release);
    }
  }
}
