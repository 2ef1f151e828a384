package io.safeddl.backfill.recipe;

import io.safeddl.backfill.mirror.MirrorTrigger;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Target;
import io.safeddl.backfill.target.TargetColumn;
import java.sql.SQLException;
import java.util.List;

/**
 * Something that the catalog says depends on a column ({@code pg_depend}).
 *
 * @param description as the server names it
 */
record Dependent(Kind kind, String description) {
  /** What becomes of it. */
  enum Kind {
    /** It is seen to elsewhere: an index, a constraint, the default, the sequence, our trigger. */
    HANDLED,
    /** An exclusion constraint. */
    EXCLUSION,
    /** A key or a foreign key over periods, from 18 on. */
    PERIOD,
    /** A primary key that is checked at the end of the transaction. */
    DEFERRABLE_KEY,
    /**
     * A view, a policy, a trigger, a generated column, a publication, or what else there may be.
     */
    OTHER
  }

  private static final String DEPENDENTS =
      AttachedReader.TREE
          + """
          SELECT DISTINCT
                 CASE
                   WHEN d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass THEN
                     CASE WHEN pg_catalog.to_jsonb(o) ->> 'conperiod' = 'true' THEN 'PERIOD'
                          WHEN o.contype = 'p' AND o.condeferrable THEN 'DEFERRABLE_KEY'
                          WHEN o.contype IN ('p', 'u', 'c', 'f', 'n') THEN 'HANDLED'
                          WHEN o.contype = 'x' THEN 'EXCLUSION'
                          ELSE 'OTHER' END
                   WHEN d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass THEN
                     CASE WHEN c.relkind = 'S' AND d.deptype IN ('a', 'i') THEN 'HANDLED'
                          WHEN c.relkind IN ('i', 'I') THEN 'HANDLED'
                          ELSE 'OTHER' END
                   WHEN d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                        AND f.adrelid = d.refobjid AND f.adnum = d.refobjsubid THEN 'HANDLED'
                   WHEN d.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass
                     THEN 'HANDLED'
                   WHEN g.tgname IS NOT NULL THEN 'HANDLED'
                   ELSE 'OTHER' END,
                 pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
            FROM tree
            JOIN pg_catalog.pg_attribute a ON a.attrelid = tree.relid AND a.attname = ?
            JOIN pg_catalog.pg_depend d ON d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
                  AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
            LEFT JOIN pg_catalog.pg_constraint o ON o.oid = d.objid
                  AND d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
            LEFT JOIN pg_catalog.pg_class c ON c.oid = d.objid
                  AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            LEFT JOIN pg_catalog.pg_attrdef f ON f.oid = d.objid
                  AND d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
            LEFT JOIN pg_catalog.pg_trigger g ON g.oid = d.objid
                  AND d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass
                  AND pg_catalog.starts_with(CAST(g.tgname AS text), '%s')
           ORDER BY 2
          """
              .formatted(MirrorTrigger.PREFIX);

  private static final String SHARED =
      """
      SELECT DISTINCT pg_catalog.pg_describe_object(d.classid, d.objid, 0)
        FROM pg_catalog.pg_depend d
        JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        JOIN pg_catalog.pg_depend e ON e.classid = d.classid AND e.objid = d.objid
             AND e.refclassid = d.refclassid AND e.refobjid = d.refobjid
        JOIN pg_catalog.pg_attribute b ON b.attrelid = e.refobjid AND b.attnum = e.refobjsubid
       WHERE d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
         AND d.refobjid = CAST(? AS oid)
         AND d.classid IN ('pg_catalog.pg_class'::pg_catalog.regclass,
                           'pg_catalog.pg_constraint'::pg_catalog.regclass)
         AND a.attname = ANY (CAST(? AS text[])) AND b.attname = ANY (CAST(? AS text[]))
       ORDER BY 1
      """;

  /** The indexes and constraints that hold one of some columns and one of others. */
  static List<String> shared(
      Database database, Target target, List<String> ours, List<String> theirs)
      throws SQLException {
    return database.rows(
        SHARED,
        row -> row.getString(1),
        target.oid(),
        ours.toArray(String[]::new),
        theirs.toArray(String[]::new));
  }

  /** All that depend on a column. */
  static List<Dependent> of(Database database, Target target, TargetColumn column)
      throws SQLException {
    return database.rows(
        DEPENDENTS,
        row -> new Dependent(Kind.valueOf(row.getString(1)), row.getString(2)),
        target.oid(),
        target.oid(),
        column.name());
  }
}
