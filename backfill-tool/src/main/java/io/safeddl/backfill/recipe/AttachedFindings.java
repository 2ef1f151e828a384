package io.safeddl.backfill.recipe;

import io.safeddl.backfill.recipe.Attached.Kind;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Target;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What stands against carrying over a key or a foreign key. */
final class AttachedFindings {
  /** From then on a NOT NULL is a constraint, and a foreign key may be NOT VALID in more places. */
  private static final int NEW_CONSTRAINTS = 18;

  /** Views, functions and rules may stand on a key; foreign keys stand on its index. */
  private static final String ON_KEY =
      """
      SELECT DISTINCT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
        FROM pg_catalog.pg_depend d
        JOIN pg_catalog.pg_class i ON i.oid = pg_catalog.to_regclass(?)
        LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.oid AND k.contype IN ('p', 'u')
        LEFT JOIN pg_catalog.pg_constraint f ON f.oid = d.objid AND f.contype IN ('f', 'p', 'u')
              AND d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
       WHERE ((d.refclassid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
               AND d.refobjid = k.oid)
              OR (d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                  AND d.refobjid = i.oid))
         AND f.oid IS NULL AND d.objid <> i.oid AND d.deptype IN ('n', 'a')
         AND NOT (d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                  AND EXISTS (SELECT 1 FROM pg_catalog.pg_index x WHERE x.indexrelid = d.objid))
       ORDER BY 1
      """;

  private static final String FOREIGN_KEY =
      """
      SELECT u.rolsuper OR pg_catalog.pg_has_role(u.oid, t.relowner, 'MEMBER'),
             EXISTS (SELECT 1 FROM pg_catalog.pg_trigger g
                      WHERE g.tgconstraint = o.oid AND g.tgenabled <> 'O'),
             r.relkind = 'p', pg_catalog.quote_ident(u.rolname)
        FROM pg_catalog.pg_constraint o
        JOIN pg_catalog.pg_class t ON t.oid = o.conrelid
        JOIN pg_catalog.pg_class r ON r.oid = o.confrelid
        JOIN pg_catalog.pg_roles u ON u.rolname = current_user
       WHERE o.conrelid = pg_catalog.to_regclass(?) AND o.conname = ?
      """;

  private static final String TAKEN =
      """
      SELECT 1 FROM pg_catalog.pg_constraint o
       WHERE o.conrelid = pg_catalog.to_regclass(?) AND o.conname = ?
      UNION ALL
      SELECT 1 FROM pg_catalog.pg_class c
       WHERE ? AND c.oid = pg_catalog.to_regclass(?)
      UNION ALL
      SELECT 1 FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n
              ON n.oid = s.stxnamespace
       WHERE ? AND n.nspname = ? AND s.stxname = ?
      """;

  private final Database database;
  private final Target target;
  private final List<Finding> findings = new ArrayList<>();

  private AttachedFindings(Database database, Survey survey) {
    this.database = database;
    this.target = survey.target();
  }

  /**
   * What there is to say.
   *
   * @param begun the twins may be there by now, under their names
   */
  static List<Finding> of(Database database, Survey survey, boolean begun) throws SQLException {
    var findings = new AttachedFindings(database, survey);
    for (var it : survey.attached()) {
      if (!begun && survey.entangled().isEmpty()) {
        findings.names(it);
      }
      if (it.kind() == Kind.PRIMARY_KEY || it.kind() == Kind.UNIQUE) {
        findings.key(it);
      }
      if (it.references().isPresent()) {
        findings.foreignKey(it);
      }
    }
    survey.entangled().ifPresent(findings::stop);
    for (var it : References.thatDoNotFit(database, survey)) {
      findings.stop(it);
    }
    return findings.findings;
  }

  /** The names that it will have must be free. */
  private void names(Attached it) throws SQLException {
    for (var name : List.of(it.twin(), it.old())) {
      var other = it.self().sibling(name);
      var taken =
          !database
              .rows(
                  TAKEN,
                  row -> row.getInt(1),
                  it.table().toSql(),
                  it.kind() == Kind.STATISTICS ? "" : name,
                  it.indexed(),
                  other.toSql(),
                  it.kind() == Kind.STATISTICS,
                  other.schema(),
                  name)
              .isEmpty();
      if (taken) {
        stop(words(it) + " is carried over under the name " + other + ", which is taken");
      }
    }
  }

  private void key(Attached it) throws SQLException {
    for (var dependent : database.rows(ON_KEY, row -> row.getString(1), it.self().toSql())) {
      stop(
          dependent
              + " depends on "
              + words(it)
              + ", which another one replaces; drop it, and make it again after the cutover");
    }
    if (it.kind() == Kind.PRIMARY_KEY
        && it.partitioned()
        && it.parent().isEmpty()
        && target.server() >= NEW_CONSTRAINTS) {
      stop(
          words(it)
              + " is that of a partitioned table: from PostgreSQL 18 on to make it of indexes that"
              + " are there marks the NOT NULL of each partition as its own"
              + " (pg_constraint.conislocal), which only DETACH and ATTACH PARTITION takes away"
              + " again. Copy the rows into a new table instead");
    }
  }

  private void foreignKey(Attached it) throws SQLException {
    var points = it.kind() == Kind.REFERENCE;
    database.row(
        FOREIGN_KEY,
        row -> {
          if (points && !row.getBoolean(1)) {
            stop(
                row.getString(4)
                    + " does not own "
                    + it.table()
                    + ", whose "
                    + words(it)
                    + " has to be replaced; nor does a role that it belongs to");
          }
          if (row.getBoolean(2)) {
            stop(
                "the triggers of "
                    + words(it)
                    + " are not as they were made (ALTER TABLE … DISABLE TRIGGER), those of its"
                    + " twin would be: enable them first");
          }
          if (points && row.getBoolean(3)) {
            stop(
                words(it)
                    + " points at a partitioned table: a second one has no safe form. Drop it,"
                    + " and make it again after the cutover");
          } else if (row.getBoolean(3) && target.server() < NEW_CONSTRAINTS) {
            stop(
                words(it)
                    + " points at a partitioned table: before PostgreSQL 18 a second one has no"
                    + " safe form, since its parts stay NOT VALID. Drop it, and make it again"
                    + " after the cutover");
          }
          return true;
        },
        it.table().toSql(),
        it.name());
    if (it.partitioned() && !it.validated()) {
      stop(
          words(it)
              + " is NOT VALID, and on a partitioned table its twin would be validated:"
              + " VALIDATE CONSTRAINT first");
    }
  }

  private static String words(Attached it) {
    return "the " + it.kind().words().replace(" that points at it,", "") + " " + named(it);
  }

  private static String named(Attached it) {
    return it.indexed() || it.kind() == Kind.STATISTICS
        ? it.self().toSql()
        : Identifiers.quote(it.name()) + " of " + it.table();
  }

  private void stop(String text) {
    findings.add(Finding.stop(text));
  }
}
