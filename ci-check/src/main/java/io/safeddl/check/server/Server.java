package io.safeddl.check.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * A connection through pgjdbc. Each question is a transaction of its own, read-only, with nothing
 * but {@code pg_catalog} in the search path: so the names that the server prints are qualified, no
 * object of a user takes the place of the server's own, and nothing of it stays on the session.
 */
public final class Server implements AutoCloseable {
  /** No question here takes this long on a server that answers at all. */
  private static final int SECONDS = 30;

  private final Connection connection;

  private Server(Connection connection) {
    this.connection = connection;
  }

  /**
   * Connects.
   *
   * @throws SQLException where that is not possible, or where the URL is none of PostgreSQL's
   */
  public static Server connect(ServerOptions options, Map<String, String> environment)
      throws SQLException {
    var url = options.url(environment);
    // Not the DriverManager, which would ask every driver on the class path.
    var connection = new Driver().connect(url, options.properties(environment));
    if (connection == null) {
      throw new SQLException("the URL is no jdbc:postgresql: or jdbc:safeddl:postgresql: one");
    }
    connection.setAutoCommit(false);
    return new Server(connection);
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    /** The value of the row that the result is on. */
    T read(ResultSet row) throws SQLException;
  }

  /** The rows of a query. */
  public <T> List<T> rows(String sql, Row<T> reader, Object... parameters) throws SQLException {
    try {
      execute("SET TRANSACTION READ ONLY");
      return query(sql, reader, parameters);
    } finally {
      connection.rollback();
    }
  }

  /** The only row of a query that has exactly one. */
  public <T> T row(String sql, Row<T> reader, Object... parameters) throws SQLException {
    return rows(sql, reader, parameters).get(0);
  }

  /** Runs one statement that returns rows, writes, and commits. */
  public <T> List<T> write(String sql, Row<T> reader, Object... parameters) throws SQLException {
    try {
      var rows = query(sql, reader, parameters);
      connection.commit();
      return rows;
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  private <T> List<T> query(String sql, Row<T> reader, @Nullable Object... parameters)
      throws SQLException {
    execute("SET LOCAL search_path TO ''");
    try (var statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(SECONDS);
      for (var i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (var rows = statement.executeQuery()) {
        var values = new ArrayList<T>();
        while (rows.next()) {
          values.add(reader.read(rows));
        }
        return values;
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The session itself, in no transaction; whoever opens one ends it. */
  public Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
