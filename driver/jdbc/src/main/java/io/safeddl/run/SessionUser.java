package io.safeddl.run;

import java.sql.SQLException;

/**
 * Acts in the journal as the session's user, whatever role the tool has taken on: one journal per
 * database, whoever migrates.
 */
final class SessionUser {
  private final Session session;

  /** What SET ROLE said when somebody last acted. */
  private String toolsRole = "none";

  SessionUser(Session session) {
    this.session = session;
  }

  /** Something done in the journal. */
  @FunctionalInterface
  interface Act<T> {
    T run() throws SQLException;
  }

  /** The same without a result. */
  void run(CancelSignal.Work work) throws SQLException {
    get(
        () -> {
          work.run();
          return true;
        });
  }

  /**
   * Does it in the transaction that is open or in one of its own. What SET ROLE said holds again
   * behind it.
   */
  <T> T get(Act<T> act) throws SQLException {
    if (session.inTransaction()) {
      return withoutRole(act);
    }
    session.run("BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE");
    T result;
    try {
      result = withoutRole(act);
    } catch (SQLException e) {
      if (!session.isClosed()) {
        session.run("ROLLBACK");
      }
      throw e;
    }
    session.run("COMMIT");
    return result;
  }

  private <T> T withoutRole(Act<T> act) throws SQLException {
    toolsRole =
        session.query("SELECT pg_catalog.current_setting('role')", row -> row.getString(1)).get(0);
    if (toolsRole.equals("none")) {
      return act.run();
    }
    session.run("SET LOCAL ROLE NONE");
    T result = act.run();
    session.query("SELECT pg_catalog.set_config('role', ?, true)", row -> true, toolsRole);
    return result;
  }

  /** Within an act: the role that the tool has chosen, or that it is. */
  String toolsRole() throws SQLException {
    return toolsRole.equals("none")
        ? session.query("SELECT session_user", row -> row.getString(1)).get(0)
        : toolsRole;
  }
}
