package io.safeddl.run;

import io.safeddl.jdbc.UnsafeDdlException;
import io.safeddl.plan.Step;
import io.safeddl.run.BuildSupervisor.Cancelled;
import io.safeddl.run.BuildSupervisor.Cause;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a step that wants no transaction around it: a concurrent index command, a VALIDATE. Limits
 * are lifted for it alone, it is watched, and what a failure leaves behind is dropped.
 */
final class OnlineRun {
  private static final Logger LOG = LoggerFactory.getLogger(OnlineRun.class);

  /**
   * Two sessions that build on one table may deadlock, and a sibling may read between two looks:
   * the next try can succeed.
   */
  private static final int TRIES = 3;

  private static final Duration UNTIL_BACKEND_ENDS = Duration.ofSeconds(10);

  private final Session session;
  private final Siblings siblings;
  private final Siblings.Member self;
  private final ConnectionSource source;
  private final CancelSignal cancel;
  private final BuildPatience patience;
  private final boolean logQueries;

  OnlineRun(
      Siblings siblings,
      Siblings.Member self,
      ConnectionSource source,
      CancelSignal cancel,
      BuildPatience patience,
      boolean logQueries) {
    this.session = self.session();
    this.siblings = siblings;
    this.self = self;
    this.source = source;
    this.cancel = cancel;
    this.patience = patience;
    this.logQueries = logQueries;
  }

  /** The same for taking back what has been done: bounded in time, with a signal of its own. */
  OnlineRun cleaningUp(CancelSignal signal) {
    return new OnlineRun(siblings, self, source, signal, patience.forCleanUp(), logQueries);
  }

  /**
   * Runs it, outside any transaction and under autocommit.
   *
   * @throws SQLException the server's error; 55P03 where it would have waited for this application
   *     itself, 57014 where it was cancelled; either way nothing of it is left, or the message says
   *     what is
   */
  void run(Step step, Consumer<SQLWarning> remarks) throws SQLException {
    var limits = BuildLimits.lift(session);
    try {
      for (int left = TRIES; !completes(step, remarks, left > 1); left--) {
        LOG.info("{} is tried again", inShort(step));
      }
    } catch (SQLException e) {
      limits.restoreAfter(e);
      throw e;
    }
    limits.restore();
  }

  /** False where it failed for a reason that has passed, left nothing, and may be tried again. */
  private boolean completes(Step step, Consumer<SQLWarning> remarks, boolean mayRetry)
      throws SQLException {
    new SiblingCure(siblings, self, cancel).apply(step.index(), patience.ourselves());
    var leftovers = step.index() == null ? null : Leftovers.before(session, step.index());
    int pid = session.pid();
    var supervisor = BuildSupervisor.start(build(inShort(step), cancel, patience));
    try {
      LOG.info("{} begins", inShort(step));
      cancel.cancellable(session, () -> session.run(step.sql(), remarks));
      return true;
    } catch (SQLException e) {
      supervisor.stop();
      boolean clean = cleanUp(leftovers, pid, e);
      var cancelled = supervisor.cancelled();
      if (clean && mayRetry && hasPassed(cancelled, e)) {
        return false;
      }
      throw explained(step, cancelled, e);
    } finally {
      supervisor.stop();
    }
  }

  private BuildSupervisor.Build build(String what, CancelSignal signal, BuildPatience limits) {
    return new BuildSupervisor.Build(what, siblings, self, source, signal, limits, logQueries);
  }

  /** Drops what was left; false where something stays, which the failure then says. */
  private boolean cleanUp(@Nullable Leftovers leftovers, int pid, SQLException failure) {
    if (leftovers == null) {
      return true;
    }
    try {
      if (!session.isClosed()) {
        if (leftovers.isHalfDropped(session)) {
          remains(
              failure,
              "the index is INVALID now; run the DROP again, or keep the index with REINDEX INDEX"
                  + " CONCURRENTLY "
                  + leftovers.task().name(),
              failure);
          return false;
        }
        return drop(leftovers, pid, failure);
      }
      try (Connection other = source.open()) {
        return dropFromElsewhere(leftovers, pid, Session.of(other), failure);
      }
    } catch (SQLException e) {
      remains(
          failure,
          "an INVALID index of " + leftovers.task().table() + " may have been left behind",
          e);
      return false;
    }
  }

  private boolean drop(Leftovers leftovers, int pid, SQLException failure) throws SQLException {
    boolean clean = true;
    for (var index : leftovers.find(session, pid)) {
      // A signal of its own: what cancelled the build must not cancel the clean-up.
      var signal = new CancelSignal();
      var supervisor =
          BuildSupervisor.start(
              build("DROP INDEX CONCURRENTLY " + index.name(), signal, patience.forCleanUp()));
      try {
        signal.cancellable(session, () -> session.run(dropSql(index)));
        LOG.info("dropped {}, which the failed build left INVALID", index.name());
      } catch (SQLException e) {
        clean = false;
        remains(failure, remnant(index), e);
      } finally {
        supervisor.stop();
      }
    }
    return clean;
  }

  /** The tool's connection is lost, perhaps by abort(): its backend may still be building. */
  private static boolean dropFromElsewhere(
      Leftovers leftovers, int pid, Session other, SQLException failure) throws SQLException {
    long end = System.nanoTime() + UNTIL_BACKEND_ENDS.toNanos();
    other.ask("coalesce(pg_catalog.pg_terminate_backend(?), false)", pid);
    var signal = new CancelSignal();
    while (other.ask("EXISTS (SELECT 1 FROM pg_catalog.pg_stat_activity a WHERE a.pid = ?)", pid)
        && System.nanoTime() < end) {
      signal.sleep(Duration.ofMillis(100));
    }
    boolean clean = true;
    other.run("SET statement_timeout = '60s'");
    for (var index : leftovers.find(other, pid)) {
      try {
        other.run(dropSql(index));
      } catch (SQLException e) {
        clean = false;
        remains(failure, remnant(index), e);
      }
    }
    return clean;
  }

  private static String dropSql(Leftovers.Found index) {
    return "DROP INDEX CONCURRENTLY IF EXISTS " + index.name();
  }

  private static String remnant(Leftovers.Found index) {
    return "the INVALID index "
        + index.name()
        + " was left behind and could not be dropped; drop it with: "
        + dropSql(index);
  }

  private static void remains(SQLException failure, String message, SQLException cause) {
    LOG.error("{} ({})", message, cause.getMessage());
    Remarks.add(failure, message, cause);
  }

  private static boolean hasPassed(@Nullable Cancelled cancelled, SQLException e) {
    return cancelled == null
        ? SqlStates.is(e, SqlStates.DEADLOCK)
        : cancelled.cause() == Cause.WAITS_FOR_OURSELVES;
  }

  private static SQLException explained(Step step, @Nullable Cancelled cancelled, SQLException e) {
    if (cancelled == null) {
      return asThePlainStatementWould(step, e);
    }
    var explained =
        new UnsafeDdlException(
            "SafeDDL cancelled " + inShort(step) + ": " + cancelled.why() + ".",
            cancelled.cause() == Cause.DEADLINE
                ? SqlStates.QUERY_CANCELED
                : SqlStates.LOCK_NOT_AVAILABLE,
            e);
    Remarks.carry(e, explained);
    return explained;
  }

  /** A CHECK that proves something else fails with a SQLSTATE of its own. */
  private static SQLException asThePlainStatementWould(Step step, SQLException e) {
    var violation = step.violation();
    if (violation == null || !SqlStates.is(e, SqlStates.CHECK_VIOLATION)) {
      return e;
    }
    return new SQLException(violation.message() + ". " + e.getMessage(), violation.sqlState(), e);
  }

  private static String inShort(Step step) {
    var text = step.sql().strip().replaceAll("\\s+", " ");
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
