package io.safeddl.backfill.recipe;

import io.safeddl.backfill.mirror.MirrorTrigger;
import io.safeddl.backfill.recipe.Finding.Level;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Target;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the preflight has to say of the table as a whole. */
final class TableFindings {
  private static final int OLDEST = 14;

  private static final String TABLE =
      """
      SELECT c.relrowsecurity, c.relforcerowsecurity, c.relhasrules, c.reloftype <> 0,
             EXISTS (SELECT 1 FROM pg_catalog.pg_inherits h
                      WHERE (h.inhrelid = c.oid OR h.inhparent = c.oid) AND c.relkind <> 'p'),
             c.relispartition,
             u.rolsuper OR pg_catalog.pg_has_role(u.oid, c.relowner, 'MEMBER'),
             u.rolsuper OR u.rolbypassrls,
             pg_catalog.has_schema_privilege(u.oid, c.relnamespace, 'CREATE'),
             pg_catalog.has_database_privilege(u.oid, pg_catalog.current_database(), 'TEMPORARY'),
             pg_catalog.pg_is_in_recovery(),
             EXISTS (SELECT 1 FROM pg_catalog.pg_partition_tree(c.oid) p
                       JOIN pg_catalog.pg_class l ON l.oid = p.relid WHERE l.relkind = 'f'),
             pg_catalog.quote_ident(u.rolname), c.relreplident = 'i'
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_roles u ON u.rolname = current_user
       WHERE c.oid = CAST(? AS oid)
      """;

  private static final String TRIGGERS =
      """
      SELECT t.tgname FROM pg_catalog.pg_trigger t
       WHERE t.tgrelid = CAST(? AS oid) AND NOT t.tgisinternal AND t.tgtype & 16 <> 0
         AND t.tgenabled IN ('O', 'A') AND NOT pg_catalog.starts_with(t.tgname, ?)
       ORDER BY 1
      """;

  private static final String LATER =
      """
      SELECT t.tgname FROM pg_catalog.pg_trigger t
       WHERE t.tgrelid = CAST(? AS oid) AND NOT t.tgisinternal AND t.tgtype & 3 = 3
         AND t.tgtype & 20 <> 0 AND t.tgname COLLATE "C" > ?
         AND NOT pg_catalog.starts_with(t.tgname, ?)
       ORDER BY 1
      """;

  private static final String PUBLICATIONS =
      """
      SELECT t.pubname FROM pg_catalog.pg_publication_tables t
       WHERE t.schemaname = ? AND t.tablename = ? ORDER BY 1
      """;

  private static final String SUBSCRIPTIONS =
      """
      SELECT count(*) FROM pg_catalog.pg_subscription_rel s WHERE s.srrelid = CAST(? AS oid)
      """;

  private TableFindings() {}

  static List<Finding> of(Database database, Target target) throws SQLException {
    var findings = new ArrayList<Finding>();
    var name = target.name().toSql();
    if (target.server() < OLDEST) {
      findings.add(Finding.stop("the server is older than PostgreSQL " + OLDEST));
    }
    findings.addAll(
        database.row(
            TABLE,
            row -> {
              var stops = new ArrayList<Finding>();
              var role = row.getString(13);
              stop(
                  stops,
                  !row.getBoolean(7),
                  role + " does not own " + name + ", nor does a role that it belongs to");
              stop(
                  stops,
                  !row.getBoolean(9),
                  role
                      + " may not make a function in the schema of "
                      + name
                      + ": GRANT CREATE ON SCHEMA");
              stop(
                  stops,
                  !row.getBoolean(10),
                  role
                      + " may not make temporary tables, which the expressions are tried on: GRANT TEMPORARY ON DATABASE");
              stop(
                  stops,
                  row.getBoolean(1) && row.getBoolean(2) && !row.getBoolean(8),
                  name
                      + " has FORCE ROW LEVEL SECURITY, which may hide rows from "
                      + role
                      + "; they would stay as they are. Use a role with BYPASSRLS");
              stop(
                  stops,
                  row.getBoolean(3),
                  name + " has rules (CREATE RULE); what they make of a write is not known");
              stop(
                  stops,
                  row.getBoolean(4),
                  name + " is a table of a type (OF): its columns are the type's");
              stop(stops, row.getBoolean(5), name + " inherits, or is inherited from");
              stop(stops, row.getBoolean(6), name + " is a partition: name the partitioned table");
              stop(stops, row.getBoolean(11), "the server is a standby");
              stop(stops, row.getBoolean(12), name + " has partitions that are foreign tables");
              return stops;
            },
            target.oid()));
    for (var trigger :
        database.rows(TRIGGERS, row -> row.getString(1), target.oid(), MirrorTrigger.PREFIX)) {
      findings.add(
          new Finding(
              Level.TRIGGER,
              "the trigger "
                  + trigger
                  + " fires for each row that the backfill writes: what it writes (a time of"
                  + " change, an audit, an outbox) it writes for all of them. Give it a WHEN that"
                  + " leaves those rows out, or say --allow-triggers"));
    }
    for (var trigger :
        database.rows(
            LATER,
            row -> row.getString(1),
            target.oid(),
            MirrorTrigger.PREFIX,
            MirrorTrigger.PREFIX)) {
      findings.add(
          Finding.stop(
              "the trigger "
                  + trigger
                  + " would fire after the mirror's and could change what it has mirrored; rename"
                  + " it"));
    }
    for (var publication :
        database.rows(
            PUBLICATIONS, row -> row.getString(1), target.name().schema(), target.name().name())) {
      findings.add(
          new Finding(
              Level.PUBLICATION,
              "the publication "
                  + publication
                  + " sends "
                  + name
                  + " to subscribers, which stop where they do not have the new column: add it"
                  + " there first, without the trigger, and say --allow-publications"));
    }
    if (database.row(SUBSCRIPTIONS, row -> row.getLong(1), target.oid()) > 0) {
      findings.add(
          Finding.note(
              "a subscription writes to "
                  + name
                  + "; the mirror's trigger fires for its writes too (ENABLE ALWAYS)"));
    }
    return findings;
  }

  private static void stop(List<Finding> findings, boolean holds, String text) {
    if (holds) {
      findings.add(Finding.stop(text));
    }
  }
}
