package io.safeddl.backfill.target;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A session of ours. In its transactions nothing but {@code pg_catalog} is in the search path: so
 * the names that the server prints are qualified, and no object of a user takes the place of the
 * server's own.
 */
public final class Database implements AutoCloseable {
  /** The server prints names the same for everybody with that. */
  private static final String SETTINGS =
      "SET LOCAL search_path TO ''; SET LOCAL quote_all_identifiers = off";

  private final Connection connection;
  private boolean watching;

  /** Takes over a connection; it is closed with this. */
  public Database(Connection connection) throws SQLException {
    this(connection, true);
  }

  private Database(Connection connection, boolean begun) throws SQLException {
    this.connection = connection;
    if (begun) {
      connection.setAutoCommit(true);
    }
  }

  /** Another way into a session whose transaction is open, as one of ours begins them. */
  public static Database joined(Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException("no transaction is open");
    }
    return new Database(connection, false);
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    /** The value of the row that the result is on. */
    T read(ResultSet row) throws SQLException;
  }

  /** What is done in a transaction. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws SQLException;
  }

  /** Does something in one transaction; it is rolled back where that fails. */
  public <T> T inTransaction(Work<T> work) throws SQLException {
    return transaction("", work, true);
  }

  /**
   * The same, where more is set for the transaction.
   *
   * @param settings statements that go with the first message to the server
   */
  public <T> T inTransaction(String settings, Work<T> work) throws SQLException {
    return transaction("; " + settings, work, true);
  }

  /** Does something in a transaction that is rolled back in any case. */
  public <T> T tryOut(Work<T> work) throws SQLException {
    return transaction("", work, false);
  }

  private <T> T transaction(String settings, Work<T> work, boolean keep) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new IllegalStateException("a transaction is open already");
    }
    connection.setAutoCommit(false);
    try {
      execute(SETTINGS + settings);
      var result = work.run();
      if (keep) {
        connection.commit();
      } else {
        connection.rollback();
      }
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      abandon(e);
      throw e;
    }
  }

  /** The connection may be gone with the failure; what failed first is what is told. */
  private void abandon(Throwable failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * From now on this session only reads, again and again the same: {@link #read} makes no
   * transaction of it, and the server prepares it once. That is a quarter of the messages, and none
   * of the planning.
   */
  public void watch() throws SQLException {
    execute("SET search_path TO ''; SET default_transaction_read_only = on");
    connection.unwrap(PGConnection.class).setPrepareThreshold(1);
    watching = true;
  }

  /** Reads in the transaction that is open, else in a read-only one. */
  public <T> T read(Work<T> work) throws SQLException {
    if (watching || !connection.getAutoCommit()) {
      return work.run();
    }
    return tryOut(
        () -> {
          execute("SET TRANSACTION READ ONLY");
          return work.run();
        });
  }

  /** The rows of a query. */
  public <T> List<T> rows(String sql, Row<T> reader, @Nullable Object... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (var rows = statement.executeQuery()) {
        return read(rows, reader);
      }
    }
  }

  private static <T> List<T> read(ResultSet rows, Row<T> reader) throws SQLException {
    var values = new ArrayList<T>();
    while (rows.next()) {
      values.add(reader.read(rows));
    }
    return values;
  }

  /** The only row of a query that has exactly one. */
  public <T> T row(String sql, Row<T> reader, @Nullable Object... parameters) throws SQLException {
    var rows = rows(sql, reader, parameters);
    if (rows.size() != 1) {
      throw new SQLException("one row was expected, not " + rows.size() + ", of: " + sql);
    }
    return rows.get(0);
  }

  /** The row of a query that has one or none. */
  public <T> Optional<T> optional(String sql, Row<T> reader, @Nullable Object... parameters)
      throws SQLException {
    return rows(sql, reader, parameters).stream().findFirst();
  }

  /** The rows of a query that holds no parameter; a question mark in it is the server's. */
  public <T> List<T> plainRows(String sql, Row<T> reader) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (var rows = statement.executeQuery(sql)) {
        return read(rows, reader);
      }
    }
  }

  /**
   * A string literal that reads the same whatever standard_conforming_strings is, on one line: in
   * some migrations the beginning of a line has a meaning of its own.
   */
  public static String literal(String text) {
    var escaped = text.replace("\\", "\\\\").replace("'", "''");
    return "E'" + escaped.replace("\n", "\\n").replace("\r", "\\r") + "'";
  }

  /** Runs a statement that holds no parameter; a question mark in it is the server's. */
  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  /** Runs a statement with parameters; how many rows it changed. */
  public int update(String sql, @Nullable Object... parameters) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }

  /** The session itself. */
  public Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
