package io.safeddl.check.server;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Something in the schema that a migration has not finished.
 *
 * @param harmful false where it works, but is not proved or complete yet
 * @param text what it is
 * @param remedy SQL that finishes it or takes it away
 */
public record Leftover(Kind kind, boolean harmful, String text, List<String> remedy) {
  /** What it is. */
  public enum Kind {
    INDEX,
    CONSTRAINT,
    PARTITION
  }

  private static final String INDEXES =
      """
      SELECT i.indexrelid::regclass::text, i.indrelid::regclass::text, c.relkind = 'I',
             c.relname ~ '_cc(new|old)\\d*$',
             (SELECT p.pid FROM pg_stat_progress_create_index p
               WHERE p.index_relid = i.indexrelid LIMIT 1)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE NOT i.indisvalid
         AND (? OR i.indrelid = ANY (?::oid[]) OR i.indexrelid = ANY (?::oid[]))
       ORDER BY 2, 1
      """;

  /** NOT ENFORCED constraints (18) are never validated; inherited ones are the parent's affair. */
  private static final String CONSTRAINTS =
      """
      SELECT CASE WHEN n.contypid <> 0 THEN format_type(n.contypid, NULL)
                  ELSE n.conrelid::regclass::text END,
             quote_ident(n.conname), n.contypid <> 0
        FROM pg_constraint n
       WHERE NOT n.convalidated AND n.coninhcount = 0 AND n.conparentid = 0
         AND coalesce((to_jsonb(n) ->> 'conenforced')::boolean, true)
         AND (? OR n.conrelid = ANY (?::oid[]))
       ORDER BY 1, 2
      """;

  private static final String DETACHES =
      """
      SELECT inhparent::regclass::text, inhrelid::regclass::text FROM pg_inherits
       WHERE inhdetachpending AND (? OR inhrelid = ANY (?::oid[]) OR inhparent = ANY (?::oid[]))
       ORDER BY 1, 2
      """;

  public Leftover {
    remedy = List.copyOf(remedy);
  }

  /** Everything in the database. */
  public static List<Leftover> all(Server server) throws SQLException {
    return of(server, true, "{}");
  }

  /** What is left of and on these tables and indexes, by OID. */
  public static List<Leftover> on(Server server, List<Long> relations) throws SQLException {
    var oids = String.join(",", relations.stream().map(String::valueOf).toList());
    return of(server, false, "{" + oids + "}");
  }

  private static List<Leftover> of(Server server, boolean all, String oids) throws SQLException {
    var found = new ArrayList<Leftover>();
    found.addAll(
        server.rows(
            INDEXES,
            row ->
                index(
                    row.getString(1),
                    row.getString(2),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    row.getInt(5)),
            all,
            oids,
            oids));
    found.addAll(
        server.rows(
            CONSTRAINTS,
            row -> constraint(row.getString(1), row.getString(2), row.getBoolean(3)),
            all,
            oids));
    found.addAll(
        server.rows(DETACHES, row -> detach(row.getString(1), row.getString(2)), all, oids, oids));
    return found;
  }

  private static Leftover index(
      String name, String table, boolean partitioned, boolean copy, int builder) {
    var text = "index " + name + " on " + table + " is INVALID";
    if (builder != 0) {
      return new Leftover(
          Kind.INDEX,
          false,
          text + ": it is being built by pid " + builder,
          List.of("-- let the build end"));
    }
    if (partitioned) {
      return new Leftover(
          Kind.INDEX,
          false,
          text + ": a partition has no index attached to it yet",
          List.of("ALTER INDEX " + name + " ATTACH PARTITION <the index of that partition>;"));
    }
    if (copy) {
      return new Leftover(
          Kind.INDEX,
          true,
          text + ": an interrupted REINDEX CONCURRENTLY left it",
          List.of("DROP INDEX CONCURRENTLY " + name + ";"));
    }
    return new Leftover(
        Kind.INDEX,
        true,
        text + ": every write keeps it up to date, and no query uses it",
        List.of(
            "REINDEX INDEX CONCURRENTLY " + name + ";",
            "-- or",
            "DROP INDEX CONCURRENTLY " + name + ";"));
  }

  private static Leftover constraint(String owner, String name, boolean domain) {
    var what = domain ? "DOMAIN " : "TABLE ";
    return new Leftover(
        Kind.CONSTRAINT,
        false,
        "constraint "
            + name
            + " on "
            + owner
            + " is NOT VALID: it holds for new rows, and is not proved for the old ones",
        List.of(
            "ALTER " + what + owner + " VALIDATE CONSTRAINT " + name + ";",
            "-- or",
            "ALTER " + what + owner + " DROP CONSTRAINT " + name + ";"));
  }

  private static Leftover detach(String parent, String child) {
    return new Leftover(
        Kind.PARTITION,
        true,
        "partition "
            + child
            + " of "
            + parent
            + " is half detached: no other can be detached"
            + " concurrently until it is finished",
        List.of("ALTER TABLE " + parent + " DETACH PARTITION " + child + " FINALIZE;"));
  }
}
