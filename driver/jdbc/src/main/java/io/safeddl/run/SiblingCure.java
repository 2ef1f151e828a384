package io.safeddl.run;

import io.safeddl.jdbc.UnsafeDdlException;
import io.safeddl.plan.Step.IndexTask;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it, before a concurrent command begins, that it will not wait for ever for another
 * connection of this application: frees the snapshots of those that are idle in a transaction, and
 * refuses where that does not help (an open cursor, a stronger isolation level, a lock on the
 * table).
 */
final class SiblingCure {
  private static final Duration PAUSE = Duration.ofMillis(200);

  /**
   * CREATE waits for transactions that may write to the table, DROP and REINDEX for readers too.
   */
  private static final String IN_THE_WAY =
      """
      SELECT a.pid FROM pg_catalog.pg_stat_activity a
       WHERE a.pid::bigint = ANY (?) AND a.datname = pg_catalog.current_database()
         AND a.state LIKE 'idle in transaction%'
         AND (a.backend_xmin IS NOT NULL
              OR EXISTS (SELECT 1 FROM pg_catalog.pg_locks l
                          WHERE l.pid = a.pid AND l.locktype = 'relation' AND l.granted
                            AND l.relation = pg_catalog.to_regclass(nullif(CAST(? AS text), ''))
                            AND (? OR l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'ShareLock'))))
      """;

  private final Siblings siblings;
  private final Siblings.Member self;
  private final CancelSignal cancel;

  SiblingCure(Siblings siblings, Siblings.Member self, CancelSignal cancel) {
    this.siblings = siblings;
    this.self = self;
    this.cancel = cancel;
  }

  /**
   * Frees what can be freed.
   *
   * @param task null for a command on no index
   * @throws UnsafeDdlException 55P03 where one of our own stays in the way; nothing has run
   */
  void apply(@Nullable IndexTask task, Duration patience) throws SQLException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      var others = siblings.beside(self);
      var pinning = others.isEmpty() ? Set.<Integer>of() : BuildLook.pinning(self.session());
      for (var sibling : others) {
        if (pinning.contains(sibling.session().pid())) {
          sibling.freeSnapshot();
        }
      }
      var pids = inTheWay(task, others);
      if (pids.isEmpty()) {
        return;
      }
      if (System.nanoTime() - end >= 0) {
        throw new UnsafeDdlException(
            "SafeDDL did not start the concurrent build: it would wait for ever for another"
                + " connection of this application that is idle in a transaction (pid "
                + String.join(", ", pids.stream().map(String::valueOf).toList())
                + ") and holds a lock on the table, an open cursor, or a REPEATABLE READ snapshot."
                + " Nothing has run. Commit or close that connection first, or run the build in a"
                + " migration of its own.",
            SqlStates.LOCK_NOT_AVAILABLE,
            List.of());
      }
      cancel.sleep(PAUSE);
    }
  }

  private List<Integer> inTheWay(@Nullable IndexTask task, List<Siblings.Member> others)
      throws SQLException {
    if (others.isEmpty()) {
      return List.of();
    }
    return self.session()
        .query(
            IN_THE_WAY,
            row -> row.getInt(1),
            others.stream().mapToLong(m -> m.session().pid()).toArray(),
            task == null ? "" : task.table(),
            task != null && task.work() != IndexTask.Work.CREATE);
  }
}
