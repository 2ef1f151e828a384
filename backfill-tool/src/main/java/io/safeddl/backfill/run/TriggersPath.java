package io.safeddl.backfill.run;

import io.safeddl.backfill.state.Lease;
import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Lets the triggers of the user's find what they find for every session of this role, while the
 * names in our statement mean what they mean with nothing in the search path.
 *
 * <p>The path is set by a condition without columns, which is looked at once: behind the planning
 * and before the first row (a gating Result, "One-Time Filter" in EXPLAIN). BEFORE ... FOR EACH
 * STATEMENT triggers fire even before that, so where there are such, the condition stands outside
 * of the UPDATE: a WITH query is not begun before something is read of it. That costs a twentieth.
 */
final class TriggersPath {
  /** BEFORE (2), not ROW (1), UPDATE (16): pg_trigger.h. */
  private static final String KNOWN =
      """
      SELECT s.reset_val,
             EXISTS (SELECT FROM pg_catalog.pg_trigger t
                      WHERE t.tgrelid = CAST(? AS oid) AND t.tgtype & 19 = 18
                        AND t.tgenabled <> 'D')
        FROM pg_catalog.pg_settings s WHERE s.name = 'search_path'
      """;

  private final Database database;
  private @Nullable Known known;

  /** Looked for once a chunk. */
  private record Known(long chunk, String path, boolean beforeStatement) {}

  TriggersPath(Database database) {
    this.database = database;
  }

  /** The statement with that; its result is a count of rows, or one row that holds it. */
  String around(Lease lease, String update) throws SQLException {
    var now = known(lease);
    var sets =
        "(SELECT pg_catalog.set_config('search_path', "
            + Database.literal(now.path())
            + ", true)) IS NOT NULL";
    return now.beforeStatement()
        ? "WITH written AS ("
            + update
            + " RETURNING 1) SELECT pg_catalog.count(*) FROM written WHERE "
            + sets
        : update + " AND " + sets;
  }

  private Known known(Lease lease) throws SQLException {
    var now = known;
    if (now == null || now.chunk() != lease.chunk()) {
      now =
          database.row(
              KNOWN,
              row -> new Known(lease.chunk(), row.getString(1), row.getBoolean(2)),
              lease.leaf());
      known = now;
    }
    return now;
  }
}
