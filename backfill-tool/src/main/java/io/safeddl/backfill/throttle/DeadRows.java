package io.safeddl.backfill.throttle;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.Optional;

/** How many of a table's row versions are dead and not yet vacuumed away. */
final class DeadRows implements Signal {
  private static final String SQL =
      """
      SELECT s.relname, CAST(s.n_dead_tup * 100.0
                             / GREATEST(1, s.n_dead_tup + s.n_live_tup) AS double precision)
        FROM pg_catalog.pg_stat_all_tables s
       WHERE s.relid = CAST(? AS oid)
          OR s.relid IN (SELECT p.relid FROM pg_catalog.pg_partition_tree(CAST(? AS regclass)) p)
       ORDER BY 2 DESC LIMIT 1
      """;

  private final int mostPercent;
  private final long table;

  DeadRows(int mostPercent, long table) {
    this.mostPercent = mostPercent;
    this.table = table;
  }

  @Override
  public String name() {
    return "dead rows";
  }

  @Override
  public Optional<String> look(Database database) throws SQLException {
    return database.read(
        () ->
            database
                .optional(
                    SQL,
                    row ->
                        row.getDouble(2) > mostPercent
                            ? Optional.of(
                                Math.round(row.getDouble(2))
                                    + "% of the row versions of "
                                    + row.getString(1)
                                    + " are dead (at most "
                                    + mostPercent
                                    + "%)")
                            : Optional.<String>empty(),
                    table,
                    table)
                .flatMap(it -> it));
  }
}
