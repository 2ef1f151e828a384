package io.safeddl.run;

import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fails a transaction of the tool that holds a strong lock on a large table for too long, and keeps
 * its connection: a timeout of the server would kill the connection, and leave Liquibase's lock row
 * behind.
 *
 * <p>The transaction is known by a parameter that is SET LOCAL beside its lock: a rollback, to a
 * savepoint or whole, takes both away, and then nothing is left to be failed.
 */
final class HoldWatchdog {
  private static final Logger LOG = LoggerFactory.getLogger(HoldWatchdog.class);
  private static final String MARK = "safeddl.transaction";
  private static final Duration AGAIN = Duration.ofMillis(100);
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final Session session;
  private final Siblings.Member member;
  private final TransactionTracker tracker;
  private final Duration limit;

  private volatile long armed = -1;
  private volatile long struck = -1;
  private @Nullable Future<?> pending;

  HoldWatchdog(
      Session session, Siblings.Member member, TransactionTracker tracker, Duration limit) {
    this.session = session;
    this.member = member;
    this.tracker = tracker;
    this.limit = limit;
  }

  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              var thread = new Thread(task, "safeddl-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    timer.setKeepAliveTime(1, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** The transaction has just taken such a lock. */
  void arm() throws SQLException {
    if (session.state() != TransactionState.OPEN) {
      return;
    }
    long transaction = tracker.number();
    session.run("SET LOCAL " + MARK + " = '" + transaction + "'");
    if (armed != transaction) {
      disarm();
      armed = transaction;
      pending = TIMER.schedule(() -> strike(transaction), limit.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** The transaction is over. */
  void disarm() {
    armed = -1;
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }

  private void strike(long transaction) {
    try {
      if (armed != transaction || session.isClosed()) {
        return;
      }
      if (member.tryBegin()) {
        try {
          failIdle(transaction);
        } finally {
          member.end();
        }
      } else {
        if (tracker.number() == transaction && session.state() == TransactionState.OPEN) {
          struck = transaction;
          session.cancel();
        }
        Future<?> unused =
            TIMER.schedule(() -> strike(transaction), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (SQLException e) {
      LOG.warn("a transaction that holds its locks too long could not be ended", e);
    }
  }

  private void failIdle(long transaction) throws SQLException {
    if (tracker.number() != transaction) {
      return;
    }
    if (session.state() == TransactionState.OPEN && !fails(transaction)) {
      return;
    }
    if (session.state() == TransactionState.FAILED && tracker.hasSavepoints()) {
      // An error gives back the locks of the innermost subtransaction alone.
      session.run("ROLLBACK");
      session.run("BEGIN");
      FailedTransaction.fail(session, new SQLException("held too long"));
    }
  }

  /** Fails the transaction if it is still the one that holds the lock. */
  private boolean fails(long transaction) throws SQLException {
    try {
      session.query(
          "SELECT CAST(CASE WHEN pg_catalog.current_setting('"
              + MARK
              + "', true) = ? THEN 'SafeDDL ended a transaction that held its locks too long'"
              + " ELSE '0' END AS pg_catalog.int4)",
          row -> row.getInt(1),
          String.valueOf(transaction));
      return false;
    } catch (SQLException e) {
      if (!"22P02".equals(e.getSQLState())) {
        throw e;
      }
      struck = transaction;
      LOG.warn("{}", message());
      return true;
    }
  }

  /** What the tool sees of it: at the statement that was cancelled, and at those that follow. */
  SQLException explain(SQLException e) {
    boolean ours =
        struck == tracker.number()
            && SqlStates.is(e, SqlStates.QUERY_CANCELED, SqlStates.FAILED_TRANSACTION);
    return ours ? new UnsafeDdlException(message(), SqlStates.FAILED_TRANSACTION, e) : e;
  }

  private String message() {
    return "SafeDDL ended this transaction: it held a strong lock on a large table for longer than"
        + " safeddl.maxTransactionHold="
        + Words.duration(limit)
        + ", and the application waited. Nothing of it remains; roll it back. Put the statements"
        + " that take long before those that lock, or into a migration of their own.";
  }
}
