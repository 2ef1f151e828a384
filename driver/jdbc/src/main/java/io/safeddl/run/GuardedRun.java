package io.safeddl.run;

import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;

/**
 * Runs one statement (or text) under the guard: its strong locks taken without queueing, with
 * limits on what it may still wait and on how long it may hold them.
 */
final class GuardedRun {
  private final Session session;
  private final RunOptions options;
  private final CancelSignal cancel;
  private final Consumer<Duration> waited;

  GuardedRun(Session session, RunOptions options, CancelSignal cancel) {
    this(session, options, cancel, time -> {});
  }

  /**
   * @param waited hears how long it took to get the locks
   */
  GuardedRun(Session session, RunOptions options, CancelSignal cancel, Consumer<Duration> waited) {
    this.session = session;
    this.options = options;
    this.cancel = cancel;
    this.waited = waited;
  }

  /** What is run when the locks are there; it may be sent several times. */
  @FunctionalInterface
  interface Send<T> {
    T send() throws SQLException;
  }

  /**
   * Runs it.
   *
   * @param bounded whether {@code maxLockHold} applies
   * @param patience how long to try for the locks
   * @throws SQLException the server's error, with a transaction of the tool failed by it; 55P03
   *     where the locks were not to be had
   */
  <T> T run(List<LockTarget> targets, boolean bounded, Duration patience, Send<T> body)
      throws SQLException {
    var scope = scope(targets);
    var hold = bounded && !targets.isEmpty() ? options.policy().maxLockHold() : null;
    var settings =
        new GuardSettings(GuardLimits.read(session), options.policy().lockTimeout(), hold);
    var wait = new LockWait(patience, cancel);
    var acquisition = new LockAcquisition(session, options, scope, targets, settings, wait);
    while (true) {
      acquisition.acquire();
      long sent = System.nanoTime();
      var gotThem = wait.elapsed();
      try {
        T result = body.send();
        finish(scope, settings);
        waited.accept(gotThem);
        return result;
      } catch (SQLException e) {
        if (scope != Scope.TRANSACTION && SqlStates.isTransientLockFailure(e) && isAlive()) {
          acquisition.lost(e);
          continue;
        }
        abandon(scope, settings, e);
        throw said(e, settings, Duration.ofNanos(System.nanoTime() - sent), hold);
      }
    }
  }

  private Scope scope(List<LockTarget> targets) throws SQLException {
    if (!session.inTransaction()) {
      return Scope.OWN_TRANSACTION;
    }
    return targets.isEmpty() ? Scope.TRANSACTION : Scope.SAVEPOINT;
  }

  private void finish(Scope scope, GuardSettings settings) throws SQLException {
    if (scope == Scope.OWN_TRANSACTION) {
      session.run(scope.keep());
      return;
    }
    var sql = new ArrayList<String>();
    if (!scope.keep().isEmpty()) {
      sql.add(scope.keep());
    }
    sql.addAll(settings.restore());
    session.run(String.join("; ", sql));
  }

  /**
   * After a failure. A transaction of ours is rolled back. The tool's stays as the server left it:
   * failed, so that only a rollback to a point before our settings leads out of it. Where pgjdbc's
   * autosave has already rolled back to the statement's start, the settings are put back.
   */
  private void abandon(Scope scope, GuardSettings settings, SQLException failure) {
    try {
      if (!isAlive()) {
        return;
      }
      if (scope == Scope.OWN_TRANSACTION) {
        session.run("ROLLBACK");
      } else if (session.state() == TransactionState.OPEN) {
        scope.giveBack(session, failure);
        if (scope == Scope.TRANSACTION) {
          session.run(String.join("; ", settings.restore()));
        }
      }
    } catch (SQLException e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
  }

  private boolean isAlive() throws SQLException {
    return !session.isClosed();
  }

  private SQLException said(
      SQLException e, GuardSettings settings, Duration elapsed, @Nullable Duration hold) {
    if (hold == null || !settings.isOwnHoldLimit(e, elapsed) || cancel.isRaised()) {
      return e;
    }
    return new UnsafeDdlException(
        "SafeDDL cancelled the statement: it held its lock longer than safeddl.maxLockHold="
            + Words.duration(hold)
            + ", and the application waited. Nothing of it remains. Run it in a quiet hour with a"
            + " higher safeddl.maxLockHold, or in smaller steps.",
        SqlStates.QUERY_CANCELED,
        e);
  }
}
