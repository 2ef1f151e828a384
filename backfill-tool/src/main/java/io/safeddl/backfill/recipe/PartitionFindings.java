package io.safeddl.backfill.recipe;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a partition's column has of its own. What its table has is carried over, and reaches the
 * partitions from there; what is theirs alone would stay with the old column.
 */
final class PartitionFindings {
  private static final String OWN =
      """
      SELECT CAST(CAST(l.relid AS regclass) AS text) || '.' || pg_catalog.quote_ident(a.attname),
             pg_catalog.pg_get_expr(d.adbin, d.adrelid) IS NOT NULL
               AND pg_catalog.pg_get_expr(d.adbin, d.adrelid)
                 IS DISTINCT FROM pg_catalog.pg_get_expr(e.adbin, e.adrelid),
             a.attnotnull AND NOT b.attnotnull,
             a.attacl IS NOT NULL,
             pg_catalog.col_description(a.attrelid, a.attnum)
               IS DISTINCT FROM pg_catalog.col_description(b.attrelid, b.attnum)
               AND pg_catalog.col_description(a.attrelid, a.attnum) IS NOT NULL,
             coalesce(a.attstattarget, -1) >= 0
               AND a.attstattarget IS DISTINCT FROM b.attstattarget
               OR a.attoptions IS DISTINCT FROM b.attoptions AND a.attoptions IS NOT NULL
        FROM pg_catalog.pg_partition_tree(CAST(CAST(? AS oid) AS regclass)) l
        JOIN pg_catalog.pg_attribute b ON b.attrelid = CAST(? AS oid) AND b.attname = ?
        JOIN pg_catalog.pg_attribute a ON a.attrelid = l.relid AND a.attname = b.attname
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        LEFT JOIN pg_catalog.pg_attrdef e ON e.adrelid = b.attrelid AND e.adnum = b.attnum
       WHERE l.level > 0
       ORDER BY 1
      """;

  private PartitionFindings() {}

  static List<Finding> of(Database database, Survey survey) throws SQLException {
    var findings = new ArrayList<Finding>();
    if (!survey.target().partitioned()) {
      return findings;
    }
    var oid = survey.target().oid();
    for (var change : survey.changes()) {
      database.rows(
          OWN,
          row -> {
            var column = row.getString(1);
            stop(findings, row.getBoolean(2), column, "a default");
            stop(findings, row.getBoolean(3), column, "a NOT NULL");
            stop(findings, row.getBoolean(4), column, "privileges");
            note(findings, row.getBoolean(5), column, "a comment");
            note(findings, row.getBoolean(6), column, "a statistics target or options");
            return true;
          },
          oid,
          oid,
          change.column().name());
    }
    return findings;
  }

  private static void stop(List<Finding> findings, boolean holds, String column, String what) {
    if (holds) {
      findings.add(Finding.stop(text(column, what) + ": give it to the table, or take it away"));
    }
  }

  private static void note(List<Finding> findings, boolean holds, String column, String what) {
    if (holds) {
      findings.add(Finding.note(text(column, what)));
    }
  }

  private static String text(String column, String what) {
    return column
        + " has "
        + what
        + " that its table has not; that would stay with the old column of the partition";
  }
}
