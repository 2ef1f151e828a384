package io.safeddl.backfill.state;

import io.safeddl.backfill.target.Database;
import io.safeddl.sql.Identifiers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;

/**
 * The schema in the target database that holds what the tool remembers. Every name in it is written
 * with it.
 */
public final class StateSchema {
  /** The name where the user gives no other; the driver's journal is there too. */
  public static final String DEFAULT_NAME = "safeddl";

  private static final String JOB_TABLE = "backfill_job";

  /** 0 to 2^63: one maker at a time. */
  private static final String ONE_MAKER =
      "SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(?, 0))";

  /**
   * A specification that stands in it is carried out, and a trigger on a table of it would run as
   * us: so its owner must be this role, one that this role belongs to, the database's owner or a
   * superuser.
   */
  private static final String STRANGER =
      """
      SELECT pg_catalog.quote_ident(r.rolname)
        FROM pg_catalog.pg_namespace n
        LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname LIKE 'backfill\\_%'
        JOIN pg_catalog.pg_roles r ON r.oid IN (n.nspowner, c.relowner)
        JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()
        JOIN pg_catalog.pg_roles u ON u.rolname = current_user
       WHERE n.nspname = ? AND NOT r.rolsuper AND r.oid <> d.datdba
         AND (u.rolsuper AND r.oid <> u.oid OR NOT pg_catalog.pg_has_role(u.oid, r.oid, 'MEMBER'))
       LIMIT 1
      """;

  private final String name;

  /** The schema of that name, as the catalog has it. */
  public StateSchema(String name) {
    this.name = name;
  }

  /** Its name, as the catalog has it. */
  public String name() {
    return name;
  }

  /** A table of it, as SQL text. */
  public String table(String table) {
    return Identifiers.quote(name) + "." + Identifiers.quote(table);
  }

  /** The table of the jobs, as SQL text. */
  public String jobs() {
    return table(JOB_TABLE);
  }

  /**
   * A condition for migrations, which have to do with what is there: the table of the jobs is
   * there, and belongs to nobody who could put words into our mouth by it (see {@link #trust}).
   */
  public String trusted() {
    return "EXISTS (\n"
        + "    SELECT 1 FROM pg_catalog.pg_class c\n"
        + "      JOIN pg_catalog.pg_roles r ON r.oid = c.relowner\n"
        + "      JOIN pg_catalog.pg_roles u ON u.rolname = current_user\n"
        + "      JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()\n"
        + "     WHERE c.oid = pg_catalog.to_regclass("
        + Database.literal(jobs())
        + ")\n       AND (r.rolsuper OR r.oid IN (d.datdba, u.oid)\n"
        + "            OR NOT u.rolsuper AND pg_catalog.pg_has_role(u.oid, r.oid, 'MEMBER')))";
  }

  /** Whether the tables are there. */
  public boolean exists(Database database) throws SQLException {
    return database.read(
        () ->
            database.row(
                "SELECT pg_catalog.to_regclass(?) IS NOT NULL", row -> row.getBoolean(1), jobs()));
  }

  /**
   * Makes sure that nobody else can put words into our mouth by way of this schema.
   *
   * @throws StateException where the schema or a table of it is a stranger's
   */
  public void trust(Database database) throws SQLException {
    var stranger = database.read(() -> database.optional(STRANGER, row -> row.getString(1), name));
    if (stranger.isPresent()) {
      throw new StateException(
          "the schema "
              + Identifiers.quote(name)
              + ", or a table of the backfill in it, belongs to "
              + stranger.get()
              + ", who is neither this role nor one it belongs to, nor the database's owner, nor a"
              + " superuser: what stands in it cannot be trusted. Give it another owner (ALTER"
              + " SCHEMA ... OWNER TO ...), or name another schema with --state-schema");
    }
  }

  /** Makes what is not there, and makes sure that it can be trusted. */
  public void create(Database database) throws SQLException {
    trust(database);
    if (!exists(database)) {
      database.inTransaction(
          () -> {
            database.row(ONE_MAKER, row -> true, "safeddl state " + name);
            // IF NOT EXISTS would ask for the right to make it even where it is there.
            boolean there =
                database.row(
                    "SELECT pg_catalog.to_regnamespace(?) IS NOT NULL",
                    row -> row.getBoolean(1),
                    Identifiers.quote(name));
            if (!there) {
              database.execute("CREATE SCHEMA " + Identifiers.quote(name));
            }
            database.execute(sql());
            return true;
          });
    }
    trust(database);
  }

  /** The text that makes the tables. */
  String sql() {
    try (var in = Objects.requireNonNull(StateSchema.class.getResourceAsStream("state.sql"))) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replace(":schema.", Identifiers.quote(name) + ".");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
