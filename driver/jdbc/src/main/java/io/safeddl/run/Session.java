package io.safeddl.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A raw connection as the gate uses it for statements of its own, beside those of the tool. Every
 * text is sent by a statement of its own, so that nothing of the tool's statement (its limits, its
 * results, its warnings) is touched.
 */
final class Session {
  private final BaseConnection connection;

  private Session(BaseConnection connection) {
    this.connection = connection;
  }

  /** Over a connection of pgjdbc, or one that unwraps to it. */
  static Session of(Connection raw) throws SQLException {
    return new Session(raw.unwrap(BaseConnection.class));
  }

  BaseConnection connection() {
    return connection;
  }

  /** The process id of the backend, as {@code pg_stat_activity} shows it. */
  int pid() {
    return connection.getBackendPID();
  }

  /** What the server said about the transaction when it last became ready. */
  TransactionState state() {
    return connection.getTransactionState();
  }

  /** True where the next statement runs inside a transaction block, begun or about to begin. */
  boolean inTransaction() throws SQLException {
    return !connection.getAutoCommit() || state() != TransactionState.IDLE;
  }

  boolean isClosed() throws SQLException {
    return connection.isClosed();
  }

  /** Runs one or several statements, which pgjdbc sends in one round trip. */
  void run(String sql) throws SQLException {
    run(sql, warning -> {});
  }

  /** Runs statements and hands over what the server remarked. */
  void run(String sql, Consumer<SQLWarning> remarks) throws SQLException {
    run(sql, remarks, Duration.ZERO);
  }

  /**
   * The same under a limit of the tool's.
   *
   * @param limit zero for none
   */
  void run(String sql, Consumer<SQLWarning> remarks, Duration limit) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      // The connection may have a limit by default (pgjdbc's queryTimeout), which is not ours.
      statement.setQueryTimeout((int) limit.toSeconds());
      statement.execute(sql);
      for (var w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        remarks.accept(w);
      }
    }
  }

  /**
   * Ends the pin on the transaction's snapshot that pgjdbc's unnamed portal leaves behind: any
   * statement without a result does, an empty one costs least. Never begins a transaction: where
   * the tool has just ended its own, this must not open the next.
   */
  void clearPortal() throws SQLException {
    connection.execSQLUpdate("");
  }

  /** Reads rows; {@code ?} are filled in order. */
  <T> List<T> query(String sql, Reader<T> reader, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      // Never a named statement on the server: a pooler or DISCARD ALL may take it away.
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
      for (int i = 0; i < parameters.length; i++) {
        if (parameters[i] instanceof long[] oids) {
          statement.setArray(i + 1, connection.createArrayOf("int8", oids));
        } else if (parameters[i] instanceof String[] texts) {
          statement.setArray(i + 1, connection.createArrayOf("text", texts));
        } else {
          statement.setObject(i + 1, parameters[i]);
        }
      }
      try (var rows = statement.executeQuery()) {
        var all = new ArrayList<T>();
        while (rows.next()) {
          all.add(reader.read(rows));
        }
        return all;
      }
    }
  }

  /** Evaluates a condition that cannot be null. */
  boolean ask(String condition, Object... parameters) throws SQLException {
    return query("SELECT " + condition, row -> row.getBoolean(1), parameters).get(0);
  }

  /** The search path that holds now, as the catalog gives it. */
  String searchPath() throws SQLException {
    return query(
            "SELECT pg_catalog.array_to_string(pg_catalog.current_schemas(false), ',')",
            row -> row.getString(1))
        .get(0);
  }

  /** Asks the server to cancel what this connection runs; harmless where nothing runs. */
  void cancel() throws SQLException {
    connection.cancelQuery();
  }

  /** Reads one row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
