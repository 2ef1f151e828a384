package io.safeddl.run;

import io.safeddl.effect.LockMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who stands in the way of a set of locks, computed over {@code pg_locks}: one who polls is not in
 * {@code pg_blocking_pids}.
 *
 * @param all the holders of conflicting locks; where there are none, those who queue for one
 */
record Blockers(List<Blocker> all) {
  private static final String SQL =
      """
      SELECT l.pid, l.virtualtransaction, l.relation::bigint,
             l.relation::pg_catalog.regclass::pg_catalog.text, l.mode, l.granted,
             a.usename, a.application_name, a.state, a.backend_type, a.query,
             EXTRACT(EPOCH FROM pg_catalog.clock_timestamp() - a.xact_start)::bigint, x.gid
        FROM pg_catalog.pg_locks l
        LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
        LEFT JOIN pg_catalog.pg_locks t
               ON l.pid IS NULL AND t.pid IS NULL AND t.locktype = 'transactionid'
              AND t.virtualtransaction = l.virtualtransaction
        LEFT JOIN pg_catalog.pg_prepared_xacts x ON x.transaction = t.transactionid
       WHERE l.locktype = 'relation'
         AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                            WHERE d.datname = pg_catalog.current_database())
         AND l.relation::bigint = ANY (?)
         AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
       ORDER BY a.xact_start NULLS LAST, l.pid
      """;

  Blockers {
    all = List.copyOf(all);
  }

  /** Looks. Inside a transaction the view of the activity is refreshed first. */
  static Blockers of(Session session, List<LockTarget> targets) throws SQLException {
    if (targets.isEmpty()) {
      return new Blockers(List.of());
    }
    session.run("SELECT pg_catalog.pg_stat_clear_snapshot()");
    Map<Long, LockMode> wanted =
        targets.stream().collect(Collectors.toMap(LockTarget::oid, LockTarget::mode));
    var conflicting =
        session
            .query(
                SQL, Blockers::read, (Object) targets.stream().mapToLong(LockTarget::oid).toArray())
            .stream()
            .filter(b -> conflicts(wanted.get(b.oid()), b.mode()))
            .toList();
    var holders = conflicting.stream().filter(Blocker::granted).toList();
    return new Blockers(holders.isEmpty() ? conflicting : holders);
  }

  private static boolean conflicts(@Nullable LockMode wanted, LockMode held) {
    return wanted != null && wanted.conflictsWith(held);
  }

  private static Blocker read(ResultSet row) throws SQLException {
    var pid = (Integer) row.getObject(1);
    long seconds = row.getLong(12);
    var age = row.wasNull() ? null : Duration.ofSeconds(seconds);
    return new Blocker(
        pid,
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        LockMode.ofPgLocks(row.getString(5)),
        row.getBoolean(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        age,
        row.getString(10),
        row.getString(11),
        row.getString(13));
  }

  /** The transactions, to see whether they are still the same ones at the next look. */
  Set<String> transactions() {
    return all.stream().map(b -> b.pid() + "/" + b.transaction()).collect(Collectors.toSet());
  }

  /** The autovacuum workers among them. */
  List<Blocker> autovacuum() {
    return all.stream().filter(Blocker::isAutovacuum).toList();
  }

  /** True where at least one is there and all of them are autovacuum workers. */
  boolean isOnlyAutovacuum() {
    return !all.isEmpty() && all.stream().allMatch(Blocker::isAutovacuum);
  }

  /** In words; says so where the role may not see enough. */
  String describe(boolean withQueries) {
    if (all.isEmpty()) {
      return "nobody at this moment: many short transactions follow each other";
    }
    var text =
        all.stream()
            .collect(
                Collectors.toMap(
                    Blocker::transaction,
                    Function.identity(),
                    Blockers::stronger,
                    LinkedHashMap::new))
            .values()
            .stream()
            .limit(10)
            .map(b -> b.describe(withQueries))
            .collect(Collectors.joining("; "));
    boolean hidden = all.stream().anyMatch(b -> b.pid() != null && !b.isVisible());
    return hidden
        ? text + " (to see state and age of other roles' transactions: GRANT pg_monitor)"
        : text;
  }

  private static Blocker stronger(Blocker a, Blocker b) {
    return a.mode().compareTo(b.mode()) >= 0 ? a : b;
  }
}
