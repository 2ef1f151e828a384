package io.safeddl.check.doctor;

import io.safeddl.check.server.Server;
import java.sql.SQLException;

/**
 * The server that is examined, and what every check wants to know of it.
 *
 * @param version {@code server_version_num}, such as 180004
 * @param role the session's user, quoted where SQL wants it quoted
 * @param database its name, quoted likewise
 */
record Patient(
    Server server,
    int version,
    String versionText,
    String role,
    boolean superuser,
    String database,
    boolean standby) {

  static Patient of(Server server) throws SQLException {
    return server.row(
        """
        SELECT current_setting('server_version_num')::int, current_setting('server_version'),
               quote_ident(session_user), rolsuper, quote_ident(current_database()),
               pg_is_in_recovery()
          FROM pg_roles WHERE rolname = session_user
        """,
        row ->
            new Patient(
                server,
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getString(5),
                row.getBoolean(6)));
  }

  int major() {
    return version / 10_000;
  }

  /** A condition in SQL. */
  boolean is(String condition) throws SQLException {
    return server.row("SELECT " + condition, row -> row.getBoolean(1));
  }
}
