package io.safeddl.catalog.live;

import io.safeddl.catalog.CatalogReadException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Runs the catalog's queries on the tool's connection and leaves no trace on it. */
final class CatalogSession {
  /**
   * The driver keeps the last portal open, and an open portal pins the session's snapshot, for
   * which our own concurrent index build would wait. A portal of SHOW holds none.
   */
  private static final String RELEASE_SNAPSHOT = "SHOW transaction_read_only";

  /** The column of its result. */
  private static final String RELEASED = "transaction_read_only";

  private final Connection connection;

  CatalogSession(Connection connection) {
    this.connection = connection;
  }

  /** Makes a value of one row. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Runs a query; its rows are all read before this returns. */
  <T> List<T> query(String sql, RowMapper<T> mapper) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      // A fetch size of the connection's own would leave a named portal behind.
      statement.setFetchSize(0);
      statement.execute(sql + "; " + RELEASE_SNAPSHOT);
      try (var result = firstRows(statement)) {
        if (!result.getMetaData().getColumnLabel(1).equals(RELEASED)) {
          return rows(result, mapper);
        }
      }
      // With binary transfer forced (prepareThreshold=-1) pgjdbc describes both statements first
      // and
      // then takes the last description for the first result.
      statement.execute(sql);
      try (var result = firstRows(statement)) {
        return rows(result, mapper);
      } finally {
        statement.execute(RELEASE_SNAPSHOT);
      }
    }
  }

  /** A query may have a statement without rows before it. */
  private static ResultSet firstRows(Statement statement) throws SQLException {
    var result = statement.getResultSet();
    while (result == null) {
      statement.getMoreResults();
      result = statement.getResultSet();
    }
    return result;
  }

  private static <T> List<T> rows(ResultSet result, RowMapper<T> mapper) throws SQLException {
    var rows = new ArrayList<T>();
    while (result.next()) {
      rows.add(mapper.map(result));
    }
    return rows;
  }

  /**
   * Like {@link #query} where no checked exception can be thrown.
   *
   * @throws CatalogReadException with the server's error
   */
  <T> List<T> read(String what, String sql, RowMapper<T> mapper) {
    try {
      return query(sql, mapper);
    } catch (SQLException e) {
      throw new CatalogReadException(
          "cannot read " + what + " from the catalog: " + e.getMessage(), e);
    }
  }
}
