package io.safeddl.crash;

/** How a tool sends a migration and notes that it is done. */
enum Shape {
  /**
   * Each statement by itself, and noted behind it: Liquibase with {@code runInTransaction=false}.
   */
  AUTOCOMMIT,
  /** All in one transaction, together with the note: Flyway, Liquibase. */
  TRANSACTION
}
