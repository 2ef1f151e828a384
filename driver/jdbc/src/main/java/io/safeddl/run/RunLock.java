package io.safeddl.run;

import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of whoever carries out, or goes on with, a run of the journal: an advisory lock of the
 * session, so that the server gives it back when the session dies, be it by a crash.
 */
final class RunLock {
  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
  private static final Duration SAY_EVERY = Duration.ofSeconds(5);

  private static final String HOLDER =
      """
      SELECT l.pid, a.usename, a.application_name, a.state
        FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
       WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
         AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                            WHERE d.datname = pg_catalog.current_database())
         AND (l.classid::bigint << 32) | l.objid::bigint = ?
      """;

  /**
   * Every concurrent build and VALIDATE holds this lock on its table, also while it waits; and who
   * holds which lock may be seen by every role.
   */
  private static final String BUILDS =
      """
      EXISTS (SELECT 1 FROM pg_catalog.pg_locks l
               WHERE l.pid = ? AND l.locktype = 'relation' AND l.granted
                 AND l.mode = 'ShareUpdateExclusiveLock')
      """;

  private static final String STILL_BUILDS =
      """
      EXISTS (SELECT 1 FROM pg_catalog.pg_locks l
                JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
               WHERE l.pid = ? AND l.pid <> pg_catalog.pg_backend_pid()
                 AND (a.backend_start IS NULL OR CAST(a.backend_start AS text) = ?)
                 AND l.locktype = 'relation' AND l.granted
                 AND l.mode = 'ShareUpdateExclusiveLock'
                 AND l.relation = ANY (CAST(? AS oid[])))
      """;

  private final Session session;
  private final Patience patience;
  private @Nullable Long held;

  /**
   * How long to wait.
   *
   * @param lockWait for an owner who builds nothing
   */
  record Patience(Duration lockWait, Deadline deadline) {}

  RunLock(Session session, Patience patience) {
    this.session = session;
    this.patience = patience;
  }

  /**
   * Takes it. While its owner builds, however long, it is waited for: it may be the backend of a
   * deploy that was killed, whose build goes on in the server.
   *
   * @return false where somebody else had it before, and may have done what was to be done
   * @throws SQLException 55P03 where another deploy keeps it without building anything
   */
  boolean take(long key, CancelSignal cancel) throws SQLException {
    if (held != null && held == key) {
      return true;
    }
    release();
    boolean free = true;
    var wait = new LockWait(patience.lockWait(), cancel);
    long said = System.nanoTime();
    while (!isFree(key)) {
      free = false;
      var holder = holder(key);
      if (holder != null && session.ask(BUILDS, holder.pid())) {
        if (System.nanoTime() - said >= SAY_EVERY.toNanos()) {
          said = System.nanoTime();
          LOG.info("waiting for {}, which builds for the same migration", holder);
        }
        wait = new LockWait(patience.lockWait(), cancel);
      } else if (wait.isOver()) {
        throw isRunElsewhere(holder, wait.elapsed());
      }
      stopAtDeadline();
      pause(wait);
    }
    held = key;
    return free;
  }

  private boolean isFree(long key) throws SQLException {
    return session.ask("pg_catalog.pg_try_advisory_lock(?)", key);
  }

  /**
   * Waits for the build of an owner who lost the lock (DISCARD ALL gives it back) but still builds.
   */
  void awaitBuild(JournalRow row, CancelSignal cancel) throws SQLException {
    var wait = new LockWait(patience.lockWait(), cancel);
    long[] relations = row.relations().stream().mapToLong(Long::longValue).toArray();
    while (session.ask(STILL_BUILDS, row.ownerPid(), row.ownerStarted(), relations)) {
      LOG.debug("waiting for the build of pid {}", row.ownerPid());
      stopAtDeadline();
      pause(wait);
    }
  }

  /** Sleeps, and holds no snapshot meanwhile for which the other's build would wait. */
  private void pause(LockWait wait) throws SQLException {
    if (session.inTransaction()) {
      session.clearPortal();
    }
    wait.pause();
  }

  private void stopAtDeadline() throws SQLException {
    if (patience.deadline().isPast()) {
      throw new UnsafeDdlException(
          "SafeDDL stopped waiting for another deploy of the same migration: the deadline"
              + " (safeddl.deadline) has passed. Nothing has changed.",
          SqlStates.QUERY_CANCELED,
          List.of());
    }
  }

  private static UnsafeDdlException isRunElsewhere(@Nullable Holder holder, Duration waited) {
    return new UnsafeDdlException(
        "SafeDDL: the same migration is being run by "
            + (holder == null ? "another session" : holder)
            + ". Waited "
            + Words.duration(waited)
            + " for it (safeddl.lockWait); nothing has changed. Run the migration again when that"
            + " has ended.",
        SqlStates.LOCK_NOT_AVAILABLE,
        List.of());
  }

  private record Holder(
      int pid, @Nullable String user, @Nullable String application, @Nullable String state) {
    @Override
    public String toString() {
      return String.format("pid %d (user %s, application %s, %s)", pid, user, application, state);
    }
  }

  private @Nullable Holder holder(long key) throws SQLException {
    var holders =
        session.query(
            HOLDER,
            row -> new Holder(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)),
            key);
    return holders.isEmpty() ? null : holders.get(0);
  }

  /** Gives it back, if it is held. */
  void release() throws SQLException {
    var key = held;
    held = null;
    if (key != null && !session.isClosed()) {
      session.ask("pg_catalog.pg_advisory_unlock(?)", key);
    }
  }
}
