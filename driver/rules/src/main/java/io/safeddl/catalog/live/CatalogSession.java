package io.safeddl.catalog.live;

import io.safeddl.catalog.CatalogReadException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs the catalog's queries on the tool's connection and leaves no trace on it. */
final class CatalogSession {
  /**
   * The driver keeps the last portal open, and an open portal pins the session's snapshot, for
   * which our own concurrent index build would wait. A portal of SHOW holds none.
   */
  private static final String RELEASE_SNAPSHOT = "; SHOW transaction_read_only";

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
      statement.execute(sql + RELEASE_SNAPSHOT);
      var rows = new ArrayList<T>();
      try (var result = statement.getResultSet()) {
        while (result.next()) {
          rows.add(mapper.map(result));
        }
      }
      return rows;
    }
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
