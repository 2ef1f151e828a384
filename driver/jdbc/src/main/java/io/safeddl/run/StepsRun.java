package io.safeddl.run;

import io.safeddl.plan.Step;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of a plan, outside any transaction; takes back what is done when one fails. After
 * each step the steps that are done are the first ones of the plan, and the progress says how many:
 * also while they are taken back. What the deadline ends is kept, where the progress is.
 */
final class StepsRun {
  private static final Logger LOG = LoggerFactory.getLogger(StepsRun.class);

  private final Session session;
  private final Function<CancelSignal, OnlineRun> online;
  private final RunOptions options;
  private final StepLimits limits;
  private final Consumer<SQLWarning> remarks;
  private boolean takenBack;

  StepsRun(
      Session session,
      Function<CancelSignal, OnlineRun> online,
      RunOptions options,
      StepLimits limits,
      Consumer<SQLWarning> remarks) {
    this.session = session;
    this.online = online;
    this.options = options;
    this.limits = limits;
    this.remarks = remarks;
  }

  /**
   * Runs them in order.
   *
   * @param done how many an attempt before this one has done
   * @throws SQLException where a step failed; see {@link #isTakenBack}
   */
  void run(List<RunStep> steps, int done, Progress progress) throws SQLException {
    for (int i = done; i < steps.size(); i++) {
      try {
        stopAtDeadline(i, steps);
        LOG.info("step {} of {} begins: {}", i + 1, steps.size(), steps.get(i).step().sql());
        run(steps.get(i), i, i == done, progress);
        LOG.info("step {} of {} done", i + 1, steps.size());
      } catch (SQLException e) {
        if (session.isClosed()) {
          throw e;
        }
        var run = progress.run();
        if (i > 0 && run != null && isDeadline(e)) {
          throw DeadlineStop.kept(steps, i, run, e);
        }
        takenBack = undo(steps, i, progress, e);
        throw e;
      }
    }
  }

  /** The step may have had a limit of its own too: past the deadline that makes no difference. */
  private boolean isDeadline(SQLException e) {
    return limits.deadline().isPast()
        && !limits.cancel().isRaised()
        && SqlStates.is(e, SqlStates.QUERY_CANCELED, SqlStates.LOCK_NOT_AVAILABLE);
  }

  /** True where a step failed, and nothing of those before it is left. */
  boolean isTakenBack() {
    return takenBack;
  }

  private void stopAtDeadline(int step, List<RunStep> steps) throws SQLException {
    if (limits.deadline().isPast()) {
      throw DeadlineStop.before(step, steps);
    }
  }

  private void run(RunStep step, int number, boolean first, Progress progress) throws SQLException {
    switch (step.step().kind()) {
      case PRECHECK -> {
        new PrecheckRun(session, limits.cancel(), limits.deadline()).run(step.step());
        progress.outside(number + 1);
      }
      case GUARDED ->
          guarded(
              step.targets(),
              step.step().sql(),
              limits.patience(),
              limits.cancel(),
              number + 1,
              progress);
      case ONLINE -> online(step, number, first, progress);
    }
  }

  private void online(RunStep step, int number, boolean first, Progress progress)
      throws SQLException {
    if (first && BegunBefore.isComplete(session, step)) {
      LOG.info("an attempt before this one has completed it");
    } else {
      if (first) {
        dropHalfBuilt(step);
      }
      if (step.step().index() != null) {
        progress.begins(number, BegunBefore.indexes(session, step));
      }
      online.apply(limits.cancel()).run(step.step(), remarks);
    }
    progress.outside(number + 1);
  }

  private void dropHalfBuilt(RunStep step) throws SQLException {
    for (Step drop : BegunBefore.dropsOfHalfBuilt(session, step)) {
      LOG.info("an attempt before this one was cut off: {}", drop.sql());
      online.apply(limits.cancel()).run(drop, remarks);
    }
  }

  private void guarded(
      List<LockTarget> targets,
      String sql,
      Duration patience,
      CancelSignal signal,
      int next,
      Progress progress)
      throws SQLException {
    new GuardedRun(session, options, signal, limits.waited())
        .run(
            targets,
            true,
            patience,
            () -> {
              signal.cancellable(session, () -> session.run(sql, remarks));
              progress.within(next);
              return sql;
            });
  }

  /** False where something could not be taken back: then what was done before it stays too. */
  private boolean undo(List<RunStep> steps, int failed, Progress progress, SQLException failure) {
    for (int i = failed - 1; i >= 0; i--) {
      var undo = steps.get(i).step().undo();
      try {
        if (undo == null) {
          progress.outside(i);
        } else {
          LOG.info("taking back step {} of {}: {}", i + 1, steps.size(), undo);
          undo(steps.get(i), undo, i, progress);
        }
      } catch (SQLException e) {
        var left = undoing(steps, i);
        LOG.error("what was done could not be taken back, run it by hand: {}", left, e);
        Remarks.add(
            failure,
            "what was done before could not be taken back ("
                + e.getMessage()
                + "). Run the migration again when the cause is cured, and it goes on from there;"
                + " or take it back by hand: "
                + left,
            e);
        return false;
      }
    }
    return true;
  }

  private void undo(RunStep step, String undo, int number, Progress progress) throws SQLException {
    // A signal of its own: what cancelled the step must not cancel its undoing.
    var signal = new CancelSignal();
    if (BegunBefore.isConcurrent(undo)) {
      // Noted before: what is half dropped must not count as done.
      progress.outside(number);
      online.apply(signal).run(BegunBefore.drop(undo, step), remark -> {});
    } else {
      // Nor must the deadline that ended it.
      guarded(step.undoTargets(), undo, options.policy().lockWait(), signal, number, progress);
    }
  }

  /** The SQL that takes back the steps up to this one. */
  static String undoing(List<RunStep> steps, int last) {
    var undoing = new ArrayList<String>();
    for (int i = last; i >= 0; i--) {
      var undo = steps.get(i).step().undo();
      if (undo != null) {
        undoing.add(undo);
      }
    }
    return String.join("; ", undoing);
  }
}
