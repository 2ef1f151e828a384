package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.target.Database;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.List;

/**
 * Partitions that have been detached since the fill began: they keep the columns of the change with
 * all that was built on them, but not the trigger, which the server takes away (manual, ALTER TABLE
 * DETACH PARTITION). Known by the marks of the trigger, which hold their OIDs.
 */
final class Detached {
  /** Before the cutover the new column is one too many, behind it the old one. */
  private static final String LEFT =
      """
      SELECT DISTINCT n.nspname, c.relname, a.attname, a.attnotnull
        FROM pg_catalog.unnest(CAST(? AS text[])) AS m(mark)
        JOIN pg_catalog.pg_class c ON c.oid = CAST(pg_catalog.split_part(m.mark, ' ', 2) AS oid)
              AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
              AND a.attname = ANY (CAST(? AS text[]))
       WHERE pg_catalog.starts_with(m.mark, 'table ') AND c.oid <> CAST(? AS oid)
       ORDER BY 1, 2, 3
      """;

  private Detached() {}

  /** In words, with the statement that takes the column away. */
  static List<String> of(Database database, Survey survey, Job job) throws SQLException {
    var columns =
        survey.works().stream()
            .flatMap(it -> List.of(it.mirror().to(), it.mirror().old()).stream())
            .toArray(String[]::new);
    return database.read(
        () ->
            database.rows(
                LEFT,
                row -> {
                  var table = new TableName(row.getString(1), row.getString(2));
                  var column = Identifiers.quote(row.getString(3));
                  return table
                      + " was detached and has the column "
                      + column
                      + " still, which nothing fills there any more"
                      + (row.getBoolean(4)
                          ? "; it is NOT NULL, so a write that leaves it out fails: "
                          : ": ")
                      + table.alter()
                      + "DROP COLUMN "
                      + column;
                },
                job.mirror().toArray(String[]::new),
                columns,
                survey.target().oid()));
  }
}
