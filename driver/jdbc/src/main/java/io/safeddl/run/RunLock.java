package io.safeddl.run;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The advisory lock of one migration, known by its first DDL statement (docs/adr/0009). Whoever
 * begins with that statement has it until the transaction ends; whoever carries out, or goes on
 * with, a run of the journal has it in the session, so that it outlives early commits. The server
 * gives either back when the session dies, be it by a crash.
 */
final class RunLock {
  private final Session session;
  private final RunWait wait;
  private final Away away;

  /** What the session has, beside what a transaction may have. */
  private @Nullable Long held;

  /** A way out of the tool's transaction, where that has done nothing yet. */
  interface Away {
    /** True outside of any transaction, and in one that has done nothing yet. */
    boolean isOpen() throws SQLException;

    /** Does it outside where the way is open, else inside. */
    void run(CancelSignal.Work work) throws SQLException;
  }

  RunLock(Session session, RunWait wait, Away away) {
    this.session = session;
    this.wait = wait;
    this.away = away;
  }

  /** True where the session has one to give back. */
  boolean isHeld() {
    return held != null;
  }

  /**
   * Before the first DDL statement: nobody else begins with the same from now on, until the
   * transaction ends; outside of one, until it is given back. Waits for the one who did, outside of
   * the transaction: that has done nothing yet, so nobody waits for it.
   *
   * <p>A transaction that has done more does not wait, and has no lock: it can never be committed
   * early, and who waits while he holds something may be waited for.
   *
   * @param limit the tool's own on its statement; zero for none
   * @throws SQLException 55P03 where another deploy has it and builds nothing
   */
  void enter(long key, Duration limit, CancelSignal cancel) throws SQLException {
    if (!session.inTransaction()) {
      take(key, limit, cancel);
    } else if (!isFreeForTransaction(key) && away.isOpen()) {
      take(key, limit, cancel);
      // Ours by now, and no longer than the transaction.
      isFreeForTransaction(key);
      release();
    }
  }

  /**
   * Takes it for the session, and waits where another one has it.
   *
   * @param limit the tool's own on its statement; zero for none
   * @return false where somebody else had it before, and may have done what was to be done
   * @throws SQLException 55P03 where another deploy has it and builds nothing
   */
  boolean take(long key, Duration limit, CancelSignal cancel) throws SQLException {
    if (held != null && held == key) {
      return true;
    }
    release();
    boolean free = isFree(key);
    if (!free) {
      away.run(() -> wait.forOwner(key, () -> isFree(key), limit, cancel));
    }
    return free;
  }

  /**
   * Waits for the build of an owner who lost the lock (DISCARD ALL gives it back) but still builds.
   */
  void awaitBuild(JournalRow row, CancelSignal cancel) throws SQLException {
    if (wait.isBuilding(row)) {
      away.run(() -> wait.forBuild(row, cancel));
    }
  }

  private boolean isFree(long key) throws SQLException {
    boolean free = session.ask("pg_catalog.pg_try_advisory_lock(?)", key);
    if (free) {
      held = key;
    }
    return free;
  }

  private boolean isFreeForTransaction(long key) throws SQLException {
    return session.ask("pg_catalog.pg_try_advisory_xact_lock(?)", key);
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
