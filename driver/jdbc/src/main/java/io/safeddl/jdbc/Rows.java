package io.safeddl.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * What a call that asks for rows gives. pgjdbc sends the statement and complains afterwards where
 * there were none: that it was done stands, so the complaint waits until the gate is through.
 */
final class Rows {
  private Rows() {}

  /** The call, its rows absent where the statement gave none. */
  static Send<Optional<ResultSet>> of(Send<ResultSet> send) {
    return () -> {
      try {
        return Optional.of(send.get());
      } catch (PSQLException e) {
        if (PSQLState.NO_DATA.getState().equals(e.getSQLState())
            && e.getServerErrorMessage() == null) {
          return Optional.empty();
        }
        throw e;
      }
    };
  }

  /** The rows, or pgjdbc's complaint. */
  static ResultSet orComplain(Optional<ResultSet> rows) throws SQLException {
    return rows.orElseThrow(
        () ->
            new PSQLException(GT.tr("No results were returned by the query."), PSQLState.NO_DATA));
  }
}
