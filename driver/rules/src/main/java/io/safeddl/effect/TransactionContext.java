package io.safeddl.effect;

/**
 * The transaction that the statement would run in.
 *
 * @param inTransaction true inside a transaction block: autocommit off, or behind BEGIN
 * @param state what that transaction has done so far
 */
public record TransactionContext(boolean inTransaction, State state) {
  /** Autocommit. */
  public static final TransactionContext AUTOCOMMIT = new TransactionContext(false, State.NOTHING);

  /** The states of design section 4, "Transactions and the journal". */
  public enum State {
    /** Nothing that could be lost or that others could see. */
    NOTHING,
    /** Only DDL, reads and settings. */
    DDL_ONLY,
    /** Data written, savepoints, cursors, stronger isolation, or not known. */
    OTHER
  }
}
