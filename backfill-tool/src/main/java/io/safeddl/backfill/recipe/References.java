package io.safeddl.backfill.recipe;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The columns that foreign keys compare with those that change. */
final class References {
  private static final String REFERRING =
      """
      SELECT DISTINCT n.nspname || '.' || t.relname || '.' || a.attname,
             CAST(a.atttypid AS regtype)::text,
             CASE WHEN o.conrelid = o.confrelid THEN a.attname END
        FROM pg_catalog.pg_constraint o
       CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(o.conkey), pg_catalog.unnest(o.confkey))
             AS p(here, there)
        JOIN pg_catalog.pg_class t ON t.oid = o.conrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = p.here
        JOIN pg_catalog.pg_attribute k ON k.attrelid = o.confrelid AND k.attnum = p.there
       WHERE o.contype = 'f' AND o.confrelid = CAST(? AS oid) AND k.attname = ?
       ORDER BY 1
      """;

  /**
   * As the server looks for the operator: in the family of the key's index, over the other type or
   * one that it becomes by itself (manual, Interfacing Extensions to Indexes).
   */
  private static final String FITS =
      """
      SELECT y.k = y.r OR EXISTS (
          SELECT 1 FROM pg_catalog.pg_opclass c
            JOIN pg_catalog.pg_am m ON m.oid = c.opcmethod AND m.amname = 'btree'
            JOIN pg_catalog.pg_amop o ON o.amopfamily = c.opcfamily AND o.amopstrategy = 3
                  AND o.amoplefttype = c.opcintype
           WHERE c.opcdefault
             AND (c.opcintype = y.k
                  OR EXISTS (SELECT 1 FROM pg_catalog.pg_cast b WHERE b.castsource = y.k
                              AND b.casttarget = c.opcintype AND b.castmethod = 'b'
                              AND b.castcontext = 'i'))
             AND (o.amoprighttype = y.r
                  OR EXISTS (SELECT 1 FROM pg_catalog.pg_cast i WHERE i.castsource = y.r
                              AND i.casttarget = o.amoprighttype AND i.castcontext = 'i')))
        FROM (SELECT coalesce(nullif(k.typbasetype, 0), k.oid) AS k,
                     coalesce(nullif(r.typbasetype, 0), r.oid) AS r
                FROM pg_catalog.pg_type k, pg_catalog.pg_type r
               WHERE k.oid = pg_catalog.to_regtype(?) AND r.oid = pg_catalog.to_regtype(?)) y
      """;

  /**
   * A column that a foreign key compares.
   *
   * @param name qualified
   * @param own its name, where it is of the same table
   */
  private record Referring(String name, String type, @Nullable String own) {}

  private References() {}

  /** In words, for each that cannot be compared with the new column. */
  static List<String> thatDoNotFit(Database database, Survey survey) throws SQLException {
    var found = new ArrayList<String>();
    for (var change : survey.changes()) {
      var type = change.work().type();
      var columns =
          database.rows(
              REFERRING,
              row -> new Referring(row.getString(1), row.getString(2), row.getString(3)),
              survey.target().oid(),
              change.column().name());
      for (var it : columns) {
        var other = newType(survey, it).orElse(it.type());
        if (!database
            .optional(FITS, row -> row.getBoolean(1), withoutModifier(type), withoutModifier(other))
            .orElse(true)) {
          found.add(
              it.name()
                  + " points at "
                  + change.column().name()
                  + ", and a foreign key cannot compare its "
                  + other
                  + " with "
                  + type
                  + ": change that column first, without its foreign key");
        }
      }
    }
    return found;
  }

  /** Before 16 to_regtype does not read varchar(10). */
  private static String withoutModifier(String type) {
    return type.replaceFirst("\\([0-9, -]*\\)", "");
  }

  private static Optional<String> newType(Survey survey, Referring it) {
    return survey.changes().stream()
        .filter(change -> change.column().name().equals(it.own()))
        .map(change -> change.work().type())
        .findFirst();
  }
}
