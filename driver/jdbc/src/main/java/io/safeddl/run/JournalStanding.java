package io.safeddl.run;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Whether this connection may use the journal.
 *
 * @param exists the table is there
 * @param schemaExists its schema is there
 * @param why in words why it cannot be used, or null where it can
 * @param asSessionUser no SET ROLE stands between the connection and its journal
 */
record JournalStanding(
    boolean exists, boolean schemaExists, @Nullable String why, boolean asSessionUser) {
  /**
   * Rights are those of the session's user, whatever SET ROLE said, and the journal is written as
   * that user: so it stays one journal when migrations change their role.
   *
   * <p>What stands in the journal is run as SQL. So its schema and table must belong to somebody
   * who could make us run his SQL anyway: a superuser, the database's owner, our own user or, where
   * that is no superuser (who is a member of every role), a role that it is a member of.
   */
  private static final String SQL =
      """
      SELECT n.oid IS NOT NULL, c.oid IS NOT NULL,
             (SELECT r.rolname FROM pg_catalog.pg_roles r
               WHERE r.oid IN (n.nspowner, c.relowner)
                 AND NOT r.rolsuper AND r.oid <> d.datdba AND r.rolname <> session_user
                 AND (u.rolsuper OR NOT pg_catalog.pg_has_role(u.oid, r.oid, 'MEMBER'))
               LIMIT 1),
             CASE WHEN n.oid IS NULL
                    THEN pg_catalog.has_database_privilege(u.oid, d.oid, 'CREATE')
                  WHEN c.oid IS NULL
                    THEN pg_catalog.has_schema_privilege(u.oid, n.oid, 'CREATE')
                     AND pg_catalog.has_schema_privilege(u.oid, n.oid, 'USAGE')
                  ELSE pg_catalog.has_schema_privilege(u.oid, n.oid, 'USAGE')
                   AND pg_catalog.has_table_privilege(u.oid, c.oid, 'SELECT')
                   AND pg_catalog.has_table_privilege(u.oid, c.oid, 'INSERT')
                   AND pg_catalog.has_table_privilege(u.oid, c.oid, 'UPDATE')
                   AND pg_catalog.has_table_privilege(u.oid, c.oid, 'DELETE') END,
             session_user, pg_catalog.quote_ident(pg_catalog.current_database()),
             current_user = session_user
        FROM pg_catalog.pg_database d
        JOIN pg_catalog.pg_roles u ON u.rolname = session_user
        LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = 'safeddl'
        LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = 'journal'
       WHERE d.datname = pg_catalog.current_database()
      """;

  static JournalStanding of(Session session) throws SQLException {
    return session
        .query(
            SQL,
            row ->
                new JournalStanding(
                    row.getBoolean(2),
                    row.getBoolean(1),
                    why(
                        row.getBoolean(1),
                        row.getBoolean(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getString(5),
                        row.getString(6)),
                    row.getBoolean(7)))
        .get(0);
  }

  boolean isUsable() {
    return why == null;
  }

  private static @Nullable String why(
      boolean schema,
      boolean table,
      @Nullable String stranger,
      boolean allowed,
      String user,
      String database) {
    if (stranger != null) {
      return "schema safeddl belongs to role "
          + stranger
          + ", whom this connection must not trust; give it to the owner of the database";
    }
    if (allowed) {
      return null;
    }
    var grant =
        table
            ? "GRANT USAGE ON SCHEMA safeddl, and SELECT, INSERT, UPDATE, DELETE ON safeddl.journal"
            : schema
                ? "GRANT USAGE, CREATE ON SCHEMA safeddl"
                : "GRANT CREATE ON DATABASE " + database;
    return "role " + user + " may not write the journal (table safeddl.journal); " + grant;
  }
}
