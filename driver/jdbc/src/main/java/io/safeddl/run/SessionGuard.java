package io.safeddl.run;

import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The guard of a statement that cannot run in a transaction block, so that its locks cannot be
 * taken before and {@code lock_timeout} has to be set for the session: tries with a short queue.
 */
final class SessionGuard {
  private final Session session;
  private final RunOptions options;
  private final LockWait wait;

  SessionGuard(Session session, RunOptions options, LockWait wait) {
    this.session = session;
    this.options = options;
    this.wait = wait;
  }

  /** Runs it; the session's {@code lock_timeout} is what it was behind it. */
  <T> T run(List<LockTarget> targets, GuardedRun.Send<T> body) throws SQLException {
    if (targets.isEmpty()) {
      return body.send();
    }
    while (true) {
      try {
        return once(body);
      } catch (SQLException e) {
        if (!SqlStates.isTransientLockFailure(e) || session.isClosed()) {
          throw e;
        }
        waitOrGiveUp(targets, e);
      }
    }
  }

  private <T> T once(GuardedRun.Send<T> body) throws SQLException {
    var before =
        session
            .query(
                "SELECT pg_catalog.current_setting('lock_timeout'), s.source = 'session'"
                    + " FROM pg_catalog.pg_settings s WHERE s.name = 'lock_timeout'",
                row ->
                    row.getBoolean(2)
                        ? "SET lock_timeout = '" + row.getString(1) + "'"
                        : "RESET lock_timeout")
            .get(0);
    session.run("SET lock_timeout = '" + lockTimeout().toMillis() + "ms'");
    T result;
    try {
      result = body.send();
    } catch (SQLException e) {
      try {
        if (!session.isClosed()) {
          session.run(before);
        }
      } catch (SQLException x) {
        e.addSuppressed(x);
      }
      throw e;
    }
    session.run(before);
    return result;
  }

  private Duration lockTimeout() {
    return options.policy().lockTimeout();
  }

  private void waitOrGiveUp(List<LockTarget> targets, SQLException e) throws SQLException {
    if (wait.isOver()) {
      throw new UnsafeDdlException(
          LockWaitReport.of(targets, wait, Blockers.of(session, targets), options, null, ""),
          SqlStates.LOCK_NOT_AVAILABLE,
          e);
    }
    wait.pause();
  }
}
