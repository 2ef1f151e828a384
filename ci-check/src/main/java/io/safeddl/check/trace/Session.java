package io.safeddl.check.trace;

import io.safeddl.observe.Observer;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** The session in which the migrations run; every text that goes to the server goes through it. */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Clock clock;

  Session(Connection connection, Clock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /** The session itself, to look with: what is done there takes no time of the trace's clock. */
  Connection connection() {
    return connection;
  }

  /** Sets it back to where a new session begins, and lets the server say what it does. */
  void reset() throws SQLException {
    look("RESET SESSION AUTHORIZATION");
    look("RESET ALL");
    listen();
  }

  /** Lets the server say what it does, whatever a migration has set. */
  void listen() throws SQLException {
    look("SET client_min_messages = debug1");
  }

  private void look(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a text while the clock runs; gives what the server said. */
  List<String> run(String sql) throws SQLException {
    return run(sql, null);
  }

  /**
   * The same with the data that follow it in its file.
   *
   * @param data for {@code COPY … FROM STDIN}; null where it is no such statement
   */
  List<String> run(String sql, @Nullable String data) throws SQLException {
    if (data != null) {
      return clock.time(() -> copy(sql, data));
    }
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      clock.time(() -> statement.execute(sql));
      return Observer.messages(statement);
    }
  }

  private List<String> copy(String sql, String data) throws SQLException {
    try {
      var copying = connection.unwrap(PGConnection.class).getCopyAPI();
      copying.copyIn(sql, new StringReader(data));
      return List.of();
    } catch (IOException e) {
      throw new SQLException("the data of COPY cannot be sent: " + e.getMessage(), e);
    }
  }

  /** True outside of any transaction. */
  boolean isIdle() throws SQLException {
    return state() == TransactionState.IDLE;
  }

  /**
   * After an error.
   *
   * @throws SQLException that error, where the session has ended with it
   */
  void check(SQLException e) throws SQLException {
    if (connection.isClosed() || String.valueOf(e.getSQLState()).startsWith("08")) {
      throw e;
    }
  }

  private TransactionState state() throws SQLException {
    return connection.unwrap(BaseConnection.class).getTransactionState();
  }

  /** The process that serves it. */
  int pid() throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  /** The schemas in which it looks names up, in order. */
  List<String> path() throws SQLException {
    var path = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT pg_catalog.unnest(pg_catalog.current_schemas(false))::text")) {
      while (rows.next()) {
        path.add(Objects.requireNonNull(rows.getString(1)));
      }
    }
    return path;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
