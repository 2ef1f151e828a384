package io.safeddl.run;

import java.sql.SQLException;

/**
 * Acts in the journal as the session's user, whatever role the tool has taken on: one journal per
 * database, whoever migrates. And with nothing but the server's own in the search path: a type or
 * an operator of the user's ({@code =} over int) in a schema before {@code pg_catalog} would give
 * the journal's own statements another meaning.
 */
final class SessionUser {
  /** In this order; from here on until the transaction ends, or it is put back. */
  private static final String ENTER =
      "SELECT pg_catalog.current_setting('role'), pg_catalog.current_setting('search_path'),"
          + " pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true)";

  private static final String SET_LOCAL = "pg_catalog.set_config(?, ?, true)";

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
   * Does it in the transaction that is open or in one of its own. What SET ROLE said, and the
   * search path, hold again behind it.
   */
  <T> T get(Act<T> act) throws SQLException {
    if (session.inTransaction()) {
      var path = enter();
      T result = withoutRole(act);
      session.query("SELECT " + SET_LOCAL, row -> true, "search_path", path);
      return result;
    }
    session.run("BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE");
    T result;
    try {
      enter();
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

  /** Gives the search path of the tool. */
  private String enter() throws SQLException {
    return session
        .query(
            ENTER,
            row -> {
              toolsRole = row.getString(1);
              return row.getString(2);
            })
        .get(0);
  }

  private <T> T withoutRole(Act<T> act) throws SQLException {
    if (toolsRole.equals("none")) {
      return act.run();
    }
    session.run("SET LOCAL ROLE NONE");
    T result = act.run();
    session.query("SELECT " + SET_LOCAL, row -> true, "role", toolsRole);
    return result;
  }

  /** Within an act: the role that the tool has chosen, or that it is. */
  String toolsRole() throws SQLException {
    return toolsRole.equals("none")
        ? session.query("SELECT session_user", row -> row.getString(1)).get(0)
        : toolsRole;
  }
}
