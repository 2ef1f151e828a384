package io.safeddl.run;

import io.safeddl.plan.Step;
import io.safeddl.plan.Step.IndexTask;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps of a plan, outside any transaction; takes back what is done when one fails. */
final class StepsRun {
  private static final Logger LOG = LoggerFactory.getLogger(StepsRun.class);

  private final Session session;
  private final OnlineRun online;
  private final RunOptions options;
  private final CancelSignal cancel;
  private final Duration patience;

  /**
   * @param patience how long a guarded step tries for its locks
   */
  StepsRun(
      Session session,
      OnlineRun online,
      RunOptions options,
      CancelSignal cancel,
      Duration patience) {
    this.session = session;
    this.online = online;
    this.options = options;
    this.cancel = cancel;
    this.patience = patience;
  }

  /** Runs them in order. */
  void run(List<Step> steps, Consumer<SQLWarning> remarks) throws SQLException {
    Deque<Step> done = new ArrayDeque<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      LOG.info("step {} of {} begins: {}", i + 1, steps.size(), step.sql());
      try {
        run(step, remarks);
      } catch (SQLException e) {
        undo(done, e);
        throw e;
      }
      done.push(step);
      LOG.info("step {} of {} done", i + 1, steps.size());
    }
  }

  private void run(Step step, Consumer<SQLWarning> remarks) throws SQLException {
    switch (step.kind()) {
      case PRECHECK -> new PrecheckRun(session, cancel).run(step);
      case GUARDED -> guarded(step, step.sql(), cancel, remarks);
      case ONLINE -> online.run(step, remarks);
    }
  }

  private void guarded(Step step, String sql, CancelSignal signal, Consumer<SQLWarning> remarks)
      throws SQLException {
    new GuardedRun(session, options, signal)
        .run(
            LockTarget.of(step.locks()),
            true,
            patience,
            () -> {
              signal.cancellable(session, () -> session.run(sql, remarks));
              return sql;
            });
  }

  private void undo(Deque<Step> done, SQLException failure) {
    for (Step step : done) {
      var undo = step.undo();
      if (undo == null) {
        continue;
      }
      try {
        LOG.info("taking back: {}", undo);
        undo(step, undo);
      } catch (SQLException e) {
        LOG.error("this step could not be taken back, run it by hand: {}", undo, e);
        failure.setNextException(
            new SQLException(
                "SafeDDL: this could not be taken back, run it by hand: " + undo,
                e.getSQLState(),
                e));
      }
    }
  }

  private void undo(Step step, String undo) throws SQLException {
    // A signal of its own: what cancelled the step must not cancel its undoing.
    var signal = new CancelSignal();
    var index = step.index();
    if (index == null) {
      guarded(step, undo, signal, remark -> {});
    } else {
      var drop = new IndexTask(IndexTask.Work.DROP, index.table(), index.name());
      online
          .cleaningUp(signal)
          .run(new Step(undo, Step.Kind.ONLINE, List.of(), null, drop), remark -> {});
    }
  }
}
