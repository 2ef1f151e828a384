package io.safeddl.check.trace;

import java.sql.SQLException;

/** What becomes of each statement of a migration. */
interface StatementRunner {
  /**
   * Runs it in the transaction that the session is in, or by itself.
   *
   * @return false where it failed; the transaction is still to be ended then
   * @throws SQLException where the session cannot be used any more
   */
  boolean run(Piece piece) throws SQLException;

  /** No transaction is open any more. */
  void released();
}
