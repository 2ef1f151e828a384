package io.safeddl.check.server;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the driver's journal is there and what this role may do with it; the driver asks the
 * same.
 *
 * @param stranger an owner of the schema or the table whom this role must not trust, else null
 * @param readable it is there and may be read
 * @param writable it may be written, or made where it is not there
 */
public record JournalTable(
    boolean schemaExists,
    boolean exists,
    @Nullable String stranger,
    boolean readable,
    boolean writable) {
  /**
   * What stands in the journal is run as SQL, and a trigger on it would run as us. So its owners
   * must be a superuser, the database's owner, the session's own user, or a role that it belongs
   * to.
   */
  private static final String SQL =
      """
      SELECT n.oid IS NOT NULL, c.oid IS NOT NULL,
             (SELECT quote_ident(r.rolname) FROM pg_roles r
               WHERE r.oid IN (n.nspowner, c.relowner)
                 AND NOT r.rolsuper AND r.oid <> d.datdba AND r.rolname <> session_user
                 AND (u.rolsuper OR NOT pg_has_role(u.oid, r.oid, 'MEMBER')) LIMIT 1),
             c.oid IS NOT NULL AND has_schema_privilege(u.oid, n.oid, 'USAGE')
               AND has_table_privilege(u.oid, c.oid, 'SELECT'),
             CASE WHEN n.oid IS NULL THEN has_database_privilege(u.oid, d.oid, 'CREATE')
                  WHEN c.oid IS NULL THEN has_schema_privilege(u.oid, n.oid, 'CREATE')
                                      AND has_schema_privilege(u.oid, n.oid, 'USAGE')
                  ELSE has_schema_privilege(u.oid, n.oid, 'USAGE')
                   AND has_table_privilege(u.oid, c.oid, 'SELECT')
                   AND has_table_privilege(u.oid, c.oid, 'INSERT')
                   AND has_table_privilege(u.oid, c.oid, 'UPDATE')
                   AND has_table_privilege(u.oid, c.oid, 'DELETE') END
        FROM pg_database d
        JOIN pg_roles u ON u.rolname = session_user
        LEFT JOIN pg_namespace n ON n.nspname = 'safeddl'
        LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'journal'
       WHERE d.datname = current_database()
      """;

  /** Asks the server. */
  public static JournalTable of(Server server) throws SQLException {
    return server.row(
        SQL,
        row ->
            new JournalTable(
                row.getBoolean(1),
                row.getBoolean(2),
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5)));
  }
}
