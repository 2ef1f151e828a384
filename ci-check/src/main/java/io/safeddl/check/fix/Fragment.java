package io.safeddl.check.fix;

/**
 * SQL that takes a statement's place, or a part of it.
 *
 * @param sql without a last semicolon; several statements have one between them
 */
record Fragment(Where where, String sql) {
  /** Where it may run. */
  enum Where {
    /** In a transaction with others. */
    INSIDE,
    /** In a transaction of its own: it takes long, and must not keep what others have locked. */
    OWN,
    /** Outside of any transaction. */
    OUTSIDE
  }
}
