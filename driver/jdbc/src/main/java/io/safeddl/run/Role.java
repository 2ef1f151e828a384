package io.safeddl.run;

import io.safeddl.run.CancelSignal.Work;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The role that steps began as. Who goes on with them may be another, and not own the table.
 *
 * @param role to take on, or null where the session has it or may not take it
 * @param before what SET ROLE said
 */
record Role(Session session, @Nullable String role, String before) {
  private static final String ASK =
      """
      SELECT r.rolname <> current_user AND pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER'),
             pg_catalog.current_setting('role')
        FROM pg_catalog.pg_roles r WHERE r.rolname = ?
      """;

  static Role of(Session session, String name) throws SQLException {
    var roles =
        session.query(
            ASK, row -> new Role(session, row.getBoolean(1) ? name : null, row.getString(2)), name);
    return roles.isEmpty() ? new Role(session, null, "none") : roles.get(0);
  }

  /** Does something as that role, under autocommit. */
  void run(Work work) throws SQLException {
    if (role == null) {
      work.run();
      return;
    }
    set(role);
    try {
      work.run();
    } catch (SQLException e) {
      try {
        if (!session.isClosed()) {
          set(before);
        }
      } catch (SQLException x) {
        e.addSuppressed(x);
      }
      throw e;
    }
    set(before);
  }

  private void set(String name) throws SQLException {
    session.query("SELECT pg_catalog.set_config('role', ?, false)", row -> true, name);
  }
}
