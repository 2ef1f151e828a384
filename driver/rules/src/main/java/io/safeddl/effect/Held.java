package io.safeddl.effect;

/**
 * How long a lock is needed by the statement itself (PostgreSQL keeps it until the transaction
 * ends).
 */
public enum Held {
  /** A change of the catalogs: milliseconds. */
  BRIEF,
  /** While every row is read. */
  SCAN,
  /** While an index is built. */
  BUILD,
  /** While the table is written anew. */
  REWRITE,
  /** Until the transaction ends, by the statement's own meaning (LOCK TABLE). */
  TRANSACTION
}
