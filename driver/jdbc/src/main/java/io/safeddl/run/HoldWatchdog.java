package io.safeddl.run;

import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
 * savepoint or whole, takes both away, and then nothing is left to be failed. While the tool ends
 * its transaction, or rolls back a part of it, nothing is done to it: what is struck then might be
 * the next one.
 *
 * <p>Where this process can no longer act (stopped, or cut off), the server ends the connection
 * itself after ten times the limit (at least five seconds): by timeouts that are SET LOCAL too, so
 * that they go with the transaction, or with the savepoint that the lock was taken behind.
 */
final class HoldWatchdog {
  private static final Logger LOG = LoggerFactory.getLogger(HoldWatchdog.class);
  private static final String MARK = "safeddl.transaction";
  private static final Duration AGAIN = Duration.ofMillis(100);
  private static final int BACKSTOP_FACTOR = 10;
  private static final Duration SHORTEST_BACKSTOP = Duration.ofSeconds(5);
  private static final int TRANSACTION_TIMEOUT_SINCE = 170000;
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final Session session;
  private final Siblings.Member member;
  private final TransactionTracker tracker;
  private final Duration limit;

  private final Duration backstop;

  private volatile long armed = -1;
  private volatile long struck = -1;
  private boolean held;
  private volatile @Nullable Future<?> pending;

  HoldWatchdog(
      Session session, Siblings.Member member, TransactionTracker tracker, Duration limit) {
    this(session, member, tracker, limit, backstop(limit));
  }

  HoldWatchdog(
      Session session,
      Siblings.Member member,
      TransactionTracker tracker,
      Duration limit,
      Duration backstop) {
    this.session = session;
    this.member = member;
    this.tracker = tracker;
    this.limit = limit;
    this.backstop = backstop;
  }

  /** The server's settings are int milliseconds. */
  private static Duration backstop(Duration limit) {
    long millis = Math.min(limit.toMillis() * BACKSTOP_FACTOR, Integer.MAX_VALUE);
    return Duration.ofMillis(Math.max(millis, SHORTEST_BACKSTOP.toMillis()));
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
    mark(transaction);
    if (armed != transaction) {
      disarm();
      begin(transaction);
    }
  }

  private synchronized void begin(long transaction) {
    armed = transaction;
    pending = TIMER.schedule(() -> strike(transaction), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The last statement gives no rows: the portal of a query would pin the snapshot. */
  private void mark(long transaction) throws SQLException {
    var names = new ArrayList<>(List.of("idle_in_transaction_session_timeout"));
    if (session.connection().haveMinimumServerVersion(TRANSACTION_TIMEOUT_SINCE)) {
      names.add("transaction_timeout");
    }
    session.run(
        names.stream().map(this::backstop).collect(Collectors.joining(", ", "SELECT ", "; "))
            + "SET LOCAL "
            + MARK
            + " = '"
            + transaction
            + "'");
  }

  /** The session's own limit stays where it is stricter. */
  private String backstop(String name) {
    return """
        pg_catalog.set_config('%1$s', CASE
          WHEN pg_catalog.current_setting('%1$s') OPERATOR(pg_catalog.<>) '0'
           AND CAST(pg_catalog.current_setting('%1$s') AS pg_catalog.interval)
               OPERATOR(pg_catalog.<) CAST('%2$d ms' AS pg_catalog.interval)
          THEN pg_catalog.current_setting('%1$s') ELSE '%2$d' END, true)
        """
        .formatted(name, backstop.toMillis());
  }

  /** The transaction is over, or about to be; waits where it is being struck just now. */
  synchronized void disarm() {
    abandon();
  }

  /** From any thread: the connection is being closed. Waits for nothing. */
  void abandon() {
    armed = -1;
    var next = pending;
    if (next != null) {
      next.cancel(false);
      pending = null;
    }
  }

  /**
   * A rollback begins. Until {@link #resume} nothing is done to the transaction; waits where it is
   * being struck just now.
   */
  synchronized void hold() {
    held = true;
  }

  /**
   * The rollback is over; where it was one to a savepoint, the lock may be held still.
   *
   * @return true where the transaction goes on and holds the lock no longer
   */
  synchronized boolean resume() throws SQLException {
    held = false;
    if (armed != tracker.number() || session.state() != TransactionState.OPEN || isMarked()) {
      return false;
    }
    disarm();
    return true;
  }

  private boolean isMarked() throws SQLException {
    boolean marked =
        session.ask(
            "pg_catalog.current_setting('" + MARK + "', true) IS NOT DISTINCT FROM ?",
            String.valueOf(armed));
    session.clearPortal();
    return marked;
  }

  private synchronized void strike(long transaction) {
    try {
      if (armed != transaction || session.isClosed()) {
        return;
      }
      if (held) {
        again(transaction);
      } else if (member.tryBegin()) {
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
        again(transaction);
      }
    } catch (SQLException e) {
      LOG.warn("a transaction that holds its locks too long could not be ended", e);
    }
  }

  private void again(long transaction) {
    pending = TIMER.schedule(() -> strike(transaction), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
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
