package io.safeddl.run;

import java.sql.SQLException;
import org.postgresql.core.TransactionState;

/**
 * Makes the tool's transaction fail as an error of the server would: 25P02 until it is rolled back,
 * to a savepoint or whole. The server itself is made to do it, so that everything which follows is
 * its own behaviour.
 */
final class FailedTransaction {
  private FailedTransaction() {}

  /**
   * Fails the transaction that the session is in, or would begin with its next statement, if the
   * server has not done so; under autocommit nothing.
   *
   * @param failure what the tool will see
   */
  static void fail(Session session, SQLException failure) {
    try {
      if (session.isClosed()
          || !session.inTransaction()
          || session.state() == TransactionState.FAILED) {
        return;
      }
      fail(session);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /** The text stands in the server's log. */
  private static void fail(Session session) throws SQLException {
    try {
      session.run(
          "SELECT CAST('SafeDDL refused a statement of this transaction' AS pg_catalog.int4)");
    } catch (SQLException e) {
      if (!"22P02".equals(e.getSQLState())) {
        throw e;
      }
    }
  }
}
