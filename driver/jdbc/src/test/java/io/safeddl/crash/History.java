package io.safeddl.crash;

import java.sql.SQLException;
import java.util.Set;

/** The migrations of a real project, run by its tool in parts. */
interface History {
  /** Runs the first {@code parts} parts, as far as they have not run yet. */
  void migrate(Database database, int parts) throws SQLException;

  /** Tables that are to stay empty. */
  default Set<String> empty() {
    return Set.of();
  }

  /** What the tool itself asks for after it was killed. */
  default void release(Database database) throws SQLException {}

  /**
   * Notes the next migration as done: it was committed, and the tool killed before it had noted
   * that, which it does in a transaction of its own.
   */
  void noteNext(Database database) throws SQLException;

  /** How a tool reaches a database. */
  record Database(String url, String user, String password) {}
}
