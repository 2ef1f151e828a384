package io.safeddl.backfill.throttle;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Whether autovacuum works on the table to prevent the wraparound of transaction ids: it shall get
 * through, and what we write makes it longer.
 */
final class WraparoundVacuum implements Signal {
  /**
   * Of sessions of others a role without pg_read_all_stats sees no text and no type. That a vacuum
   * is due is seen by all, and its lock too.
   */
  private static final String SQL =
      """
      SELECT c.relname
        FROM pg_catalog.pg_class c
       WHERE (c.oid = CAST(? AS oid)
              OR c.oid IN (SELECT p.relid FROM pg_catalog.pg_partition_tree(CAST(? AS regclass)) p))
         AND c.relkind = 'r'
         AND pg_catalog.age(c.relfrozenxid)
             > CAST(pg_catalog.current_setting('autovacuum_freeze_max_age') AS bigint)
         AND EXISTS (SELECT 1 FROM pg_catalog.pg_locks l
                      WHERE l.relation = c.oid AND l.locktype = 'relation' AND l.granted
                        AND l.mode = 'ShareUpdateExclusiveLock'
                        AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                                           WHERE d.datname = pg_catalog.current_database()))
       LIMIT 1
      """;

  private final long table;

  WraparoundVacuum(long table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "vacuum to prevent wraparound";
  }

  @Override
  public Optional<String> look(Database database) throws SQLException {
    return database
        .read(() -> database.optional(SQL, row -> row.getString(1), table, table))
        .map(name -> "a vacuum of " + name + " prevents the wraparound of transaction ids");
  }
}
