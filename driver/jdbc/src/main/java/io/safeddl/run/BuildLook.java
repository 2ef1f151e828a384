package io.safeddl.run;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a concurrent build does at one moment, seen from another connection.
 *
 * @param progress its phase and how far it is, or null where the server has no progress to show
 * @param waiting it waits for a lock: for old transactions, or (onRelation) for the table itself
 * @param parties those whom it waits for
 * @param indexOid the index being built, or 0
 */
record BuildLook(
    @Nullable String progress,
    boolean waiting,
    boolean onRelation,
    List<Party> parties,
    long indexOid) {
  private static final String STATE =
      """
      SELECT coalesce(a.wait_event_type = 'Lock', false), coalesce(a.wait_event = 'relation', false),
             p.phase, p.blocks_done, p.blocks_total, p.tuples_done, p.tuples_total,
             coalesce(p.index_relid, 0)::bigint
        FROM pg_catalog.pg_stat_activity a
        LEFT JOIN pg_catalog.pg_stat_progress_create_index p ON p.pid = a.pid
       WHERE a.pid = ?
      """;

  private static final String PARTIES =
      """
      SELECT b.pid, a.usename, a.application_name, a.state, a.query,
             EXTRACT(EPOCH FROM pg_catalog.clock_timestamp() - a.xact_start)::bigint
        FROM (SELECT DISTINCT pg_catalog.unnest(pg_catalog.pg_blocking_pids(?)) AS pid) b
        LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
       ORDER BY a.xact_start NULLS LAST
      """;

  private static final String PREPARED =
      "SELECT x.gid FROM pg_catalog.pg_prepared_xacts x"
          + " WHERE x.database = pg_catalog.current_database() ORDER BY x.prepared";

  private static final String PINNING =
      "SELECT a.pid FROM pg_catalog.pg_stat_activity a"
          + " WHERE a.datname = pg_catalog.current_database()"
          + " AND coalesce(a.state LIKE 'idle in transaction%' AND a.backend_xmin IS NOT NULL, true)";

  BuildLook {
    parties = List.copyOf(parties);
  }

  /**
   * One whom the build waits for.
   *
   * @param pid 0 for a prepared transaction
   */
  record Party(int pid, boolean idleInTransaction, String description) {}

  /** Looks at the build of this backend. */
  static BuildLook of(Session eye, int pid, boolean withQueries) throws SQLException {
    var looks =
        eye.query(
            STATE,
            row ->
                new BuildLook(
                    progress(
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)),
                    row.getBoolean(1),
                    row.getBoolean(2),
                    List.of(),
                    row.getLong(8)),
            pid);
    if (looks.isEmpty()) {
      return new BuildLook(null, false, false, List.of(), 0);
    }
    var look = looks.get(0);
    return look.waiting
        ? new BuildLook(
            look.progress, true, look.onRelation, parties(eye, pid, withQueries), look.indexOid)
        : look;
  }

  /**
   * The backends of this database that sit idle in a transaction with a snapshot, and those of whom
   * the role may not know.
   */
  static Set<Integer> pinning(Session eye) throws SQLException {
    return Set.copyOf(eye.query(PINNING, row -> row.getInt(1)));
  }

  private static List<Party> parties(Session eye, int pid, boolean withQueries)
      throws SQLException {
    var prepared = String.join("', '", eye.query(PREPARED, row -> row.getString(1)));
    return eye.query(
        PARTIES,
        row -> {
          int blocker = row.getInt(1);
          if (blocker == 0) {
            return new Party(0, false, "prepared transaction '" + prepared + "'");
          }
          var state = row.getString(4);
          long seconds = row.getLong(6);
          var age =
              row.wasNull()
                  ? ""
                  : ", transaction open for " + Words.duration(Duration.ofSeconds(seconds));
          var query = withQueries && row.getString(5) != null ? ": " + row.getString(5) : "";
          return new Party(
              blocker,
              state != null && state.startsWith("idle in transaction"),
              String.format(
                  "pid %d (user %s, application %s, %s%s)%s",
                  blocker,
                  row.getString(2),
                  row.getString(3),
                  state == null ? "state hidden: GRANT pg_monitor" : state,
                  age,
                  query));
        },
        pid);
  }

  private static @Nullable String progress(
      @Nullable String phase, long blocks, long allBlocks, long tuples, long allTuples) {
    if (phase == null) {
      return null;
    }
    if (allBlocks > 0) {
      return phase + percent(blocks, allBlocks);
    }
    return allTuples > 0 ? phase + percent(tuples, allTuples) : phase;
  }

  private static String percent(long done, long all) {
    return String.format(Locale.ROOT, ", %.0f %%", 100.0 * done / all);
  }

  /** In words. */
  String describe() {
    var text = progress == null ? "running" : progress;
    return waiting ? text + ", waits for " + describeParties() : text;
  }

  /** Those whom it waits for, in words. */
  String describeParties() {
    return parties.isEmpty()
        ? "a transaction that has just ended"
        : String.join("; ", parties.stream().map(Party::description).toList());
  }
}
