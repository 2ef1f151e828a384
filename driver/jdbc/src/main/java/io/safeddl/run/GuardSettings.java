package io.safeddl.run;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of one guarded statement, as {@code SET LOCAL}, and how they are put back. */
final class GuardSettings {
  private static final Duration DEADLOCK_AT_ONCE = Duration.ofMillis(1);
  private static final Duration JUST_OVER = Duration.ofMillis(200);

  private final GuardLimits before;
  private final Duration lockTimeout;
  private final @Nullable Duration hold;

  /** Windows, and macOS before PostgreSQL 15, reject client_connection_check_interval. */
  private boolean checked = true;

  private boolean deadlockAtOnce;
  private @Nullable Duration queueFor;

  /**
   * @param before what the session has
   * @param hold how long the statement may hold its locks, or null
   */
  GuardSettings(GuardLimits before, Duration lockTimeout, @Nullable Duration hold) {
    this.before = before;
    this.lockTimeout = lockTimeout;
    this.hold = hold;
  }

  /** What precedes LOCK TABLE where it is to queue. */
  List<String> queueing() {
    var sql = new ArrayList<String>();
    sql.add(
        GuardLimits.set(
            "lock_timeout", (queueFor == null ? lockTimeout : queueFor).toMillis() + "ms"));
    if (deadlockAtOnce) {
      sql.add(GuardLimits.set("deadlock_timeout", DEADLOCK_AT_ONCE.toMillis() + "ms"));
    }
    return sql;
  }

  /** What the guarded statement runs under. */
  List<String> put() {
    return before.put(lockTimeout, hold, checked);
  }

  /** What puts the session's own settings back inside a transaction that goes on. */
  List<String> restore() {
    var sql = new ArrayList<>(before.restore(hold != null, checked));
    if (deadlockAtOnce) {
      sql.add(GuardLimits.set("deadlock_timeout", before.deadlockTimeout()));
    }
    return sql;
  }

  /** A worker that is in the way gives way at the deadlock check: let it come at once. */
  void checkDeadlocksAtOnce() {
    deadlockAtOnce = true;
  }

  /** The same where the setting may not be changed: queue a little longer than the check takes. */
  void queueForDeadlockCheck() {
    queueFor = GuardLimits.duration(before.deadlockTimeout()).plus(JUST_OVER);
  }

  /** True where the failure was about a setting that can be done without. */
  boolean dropWhatIsRejected(SQLException e) {
    if (checked && SqlStates.is(e, SqlStates.INVALID_PARAMETER_VALUE, SqlStates.UNDEFINED_OBJECT)) {
      checked = false;
      return true;
    }
    return false;
  }

  /**
   * True where this failure, after this time, is the guard's own bound at work and not a limit of
   * the user's.
   */
  boolean isOwnHoldLimit(SQLException e, Duration elapsed) {
    return hold != null
        && SqlStates.is(e, SqlStates.QUERY_CANCELED)
        && !before.ownStatementTimeoutIsStricter(hold)
        && elapsed.compareTo(hold) >= 0;
  }
}
