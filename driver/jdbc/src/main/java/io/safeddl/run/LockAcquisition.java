package io.safeddl.run;

import io.safeddl.jdbc.UnsafeDdlException;
import io.safeddl.run.RunOptions.Autovacuum;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the strong locks of one statement without queueing for them: a queued request stops
 * everybody who comes after it (design section 5). Tries with NOWAIT, gives all back on failure,
 * sleeps, tries again until the patience is over.
 */
final class LockAcquisition {
  private static final Logger LOG = LoggerFactory.getLogger(LockAcquisition.class);
  private static final Duration FIRST_LOOK = Duration.ofMillis(250);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration SAY_EVERY = Duration.ofSeconds(10);

  private static final String HOLDS_ONE =
      """
      EXISTS (SELECT 1 FROM pg_catalog.pg_locks l
               WHERE l.pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid() AND l.granted
                 AND l.relation OPERATOR(pg_catalog.=) ANY (CAST(? AS pg_catalog.oid[]))
                 AND l.mode OPERATOR(pg_catalog.=) ANY (ARRAY['ShareLock', 'ShareRowExclusiveLock',
                       'ExclusiveLock', 'AccessExclusiveLock']))
      """;

  private final Session session;
  private final RunOptions options;
  private final Scope scope;
  private final GuardSettings settings;
  private final LockWait wait;
  private final List<LockTarget> all;

  private List<LockTarget> polled;
  private Set<String> lastSeen = Set.of();
  private Duration nextLook = FIRST_LOOK;
  private Duration nextWord = Duration.ZERO;
  private boolean queueNext;
  private @Nullable Boolean heldBefore;
  private @Nullable AutovacuumYield yield;

  /**
   * @param settings what is put on the transaction together with the locks
   */
  LockAcquisition(
      Session session,
      RunOptions options,
      Scope scope,
      List<LockTarget> targets,
      GuardSettings settings,
      LockWait wait) {
    this.session = session;
    this.options = options;
    this.scope = scope;
    this.settings = settings;
    this.wait = wait;
    this.all = targets;
    this.polled = targets.stream().filter(LockTarget::lockable).toList();
  }

  /**
   * Begins the scope, takes the locks and puts the limits on.
   *
   * @throws UnsafeDdlException 55P03 when the patience is over, 57014 when cancelled; the scope has
   *     been given back
   */
  void acquire() throws SQLException {
    while (true) {
      boolean queued = queueNext;
      queueNext = false;
      try {
        session.run(attempt(queued));
        return;
      } catch (SQLException e) {
        giveBack(e);
        if (SqlStates.isTransientLockFailure(e)) {
          waitAfter(e);
        } else if (SqlStates.is(e, SqlStates.INSUFFICIENT_PRIVILEGE, SqlStates.WRONG_OBJECT_TYPE)) {
          keepOnlyWhatMayBeLocked();
        } else if (!settings.dropWhatIsRejected(e)) {
          if (polled.isEmpty()) {
            throw e;
          }
          // The relation is gone, say, or the transaction read-only: the statement itself will get
          // the server's error, in the server's words.
          polled = List.of();
        }
      }
    }
  }

  /**
   * Gives the locks back after a failure of the guarded statement that may not happen again, and
   * waits for the next try.
   */
  void lost(SQLException failure) throws SQLException {
    giveBack(failure);
    waitAfter(failure);
  }

  private void giveBack(SQLException failure) throws SQLException {
    scope.giveBack(session, failure);
  }

  private String attempt(boolean queued) {
    var sql = new ArrayList<String>();
    if (!scope.begin().isEmpty()) {
      sql.add(scope.begin());
    }
    if (queued) {
      sql.addAll(settings.queueing());
    }
    for (LockTarget target : polled) {
      sql.add(target.lockSql(!queued));
    }
    sql.addAll(settings.put());
    return String.join("; ", sql);
  }

  /** A role may be allowed to change a table and yet not to lock it: try one by one. */
  private void keepOnlyWhatMayBeLocked() throws SQLException {
    var kept = new ArrayList<LockTarget>();
    for (LockTarget target : polled) {
      try {
        session.run(scope.begin() + "; " + target.lockSql(true));
        kept.add(target);
        giveBack(new SQLException("the scope could not be given back"));
      } catch (SQLException e) {
        giveBack(e);
        if (!SqlStates.is(e, SqlStates.INSUFFICIENT_PRIVILEGE, SqlStates.WRONG_OBJECT_TYPE)) {
          kept.add(target);
        }
      }
    }
    polled = kept.size() == polled.size() ? List.of() : List.copyOf(kept);
  }

  private void waitAfter(SQLException failure) throws SQLException {
    if (wait.elapsed().compareTo(nextLook) >= 0 || wait.isOver()) {
      nextLook = wait.elapsed().plus(LOOK_EVERY);
      look(failure);
    }
    queueNext |= holdsOneAlready();
    wait.pause();
  }

  /**
   * True where this transaction holds a strong lock on one of the relations already. The
   * application waits for that one as it is, and before 17 a NOWAIT for another mode fails as long
   * as anybody does. A request that waits is put before those who wait for us.
   */
  private boolean holdsOneAlready() throws SQLException {
    if (heldBefore == null) {
      heldBefore =
          session.inTransaction()
              && session.ask(HOLDS_ONE, polled.stream().mapToLong(LockTarget::oid).toArray());
      if (session.inTransaction()) {
        session.clearPortal();
      }
    }
    return heldBefore;
  }

  private void look(SQLException failure) throws SQLException {
    var blockers = Blockers.of(session, all);
    if (session.inTransaction()) {
      // Whoever holds the lock may be building, and would wait for the snapshot of this look.
      session.clearPortal();
    }
    if (blockers.all().stream().anyMatch(Blocker::preventsWraparound)) {
      throw giveUp(
          blockers, "It prevents transaction id wraparound and is not disturbed.", failure);
    }
    if (wait.isOver()) {
      throw giveUp(blockers, "", failure);
    }
    if (wait.elapsed().compareTo(nextWord) >= 0) {
      nextWord = wait.elapsed().plus(SAY_EVERY);
      LOG.info(
          "waiting for {} since {}, held by {}",
          all,
          Words.duration(wait.elapsed()),
          blockers.describe(options.logQueries()));
    }
    if (blockers.isOnlyAutovacuum()) {
      makeAutovacuumYield(blockers);
    } else {
      // Nobody of the last look is left: many short transactions, and a poller never finds the gap.
      queueNext =
          !lastSeen.isEmpty() && blockers.transactions().stream().noneMatch(lastSeen::contains);
    }
    var seen = blockers.transactions();
    lastSeen = seen.isEmpty() ? Set.of("nobody") : seen;
  }

  private void makeAutovacuumYield(Blockers blockers) throws SQLException {
    if (options.autovacuum() == Autovacuum.WAIT) {
      return;
    }
    if (options.autovacuum() == Autovacuum.QUEUE) {
      settings.queueForDeadlockCheck();
      queueNext = true;
      return;
    }
    if (yield == null) {
      yield = AutovacuumYield.of(session);
    }
    if (yield == AutovacuumYield.LOWER_DEADLOCK_TIMEOUT) {
      settings.checkDeadlocksAtOnce();
      queueNext = true;
    } else if (yield == AutovacuumYield.SIGNAL) {
      for (Blocker worker : blockers.autovacuum()) {
        LOG.info("cancelling {}", worker.describe(options.logQueries()));
        var pid = worker.pid();
        if (pid != null) {
          session.ask("pg_catalog.pg_cancel_backend(?)", pid);
        }
      }
    }
  }

  private UnsafeDdlException giveUp(Blockers blockers, String why, SQLException failure) {
    return new UnsafeDdlException(
        LockWaitReport.of(all, wait, blockers, options, yield, why),
        SqlStates.LOCK_NOT_AVAILABLE,
        failure);
  }
}
