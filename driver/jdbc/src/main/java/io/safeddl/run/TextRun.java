package io.safeddl.run;

import io.safeddl.plan.Decision;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has a text carried out that needs to be judged: from where an attempt before this one stopped,
 * and whole or in parts.
 */
final class TextRun {
  private final Session session;
  private final TransactionTracker tracker;
  private final Decider decider;
  private final Resume resume;
  private final Carrier carrier;
  private final HoldWatchdog watchdog;
  private final TransactionControl control;
  private final boolean enforces;

  TextRun(
      Session session,
      TransactionTracker tracker,
      Decider decider,
      Resume resume,
      Carrier carrier,
      HoldWatchdog watchdog,
      TransactionControl control,
      boolean enforces) {
    this.session = session;
    this.tracker = tracker;
    this.decider = decider;
    this.resume = resume;
    this.carrier = carrier;
    this.watchdog = watchdog;
    this.control = control;
    this.enforces = enforces;
  }

  /** Decides it and has it done; the caller's result. */
  <T> T carryOut(Execution<T> execution, Script script, CancelSignal signal) throws SQLException {
    if (resume.concerns(script, execution.queryTimeout(), signal)) {
      if (execution.wholeBatch()) {
        return execution.apart(
            script.statements().stream().map(source -> source.span().start()).toList());
      }
      if (execution.prepared() && script.statements().size() > 1) {
        throw Refusals.ofPreparedParts();
      }
      if (resume.run(script, signal, parts(execution, signal))) {
        return execution.done();
      }
    }
    var allowedBefore = decider.allowed();
    var judged = decider.decide(script);
    if (execution.wholeBatch()) {
      var together = judged.verdicts();
      var alone =
          session.inTransaction() ? together : decider.standingAlone(together, allowedBefore);
      if (TextCut.mustBeCut(alone)) {
        decider.allow(allowedBefore);
        return execution.apart(TextCut.outsideTransactions(together, alone));
      }
    }
    return carryOut(execution, judged, false, signal);
  }

  private <T> Resume.Parts parts(Execution<T> execution, CancelSignal signal) {
    return new Resume.Parts() {
      @Override
      public void run(String text) throws SQLException {
        carryOut(
            execution,
            decider.decide(Script.parse(text, session.connection().getStandardConformingStrings())),
            true,
            signal);
      }

      @Override
      public List<RunStep> goOn(SourceStatement source, JournalRow row, JournalEntry entry)
          throws SQLException {
        if (session.inTransaction() && !decider.mayStepOutside()) {
          throw Refusals.ofGoingOn();
        }
        return carrier
            .replacements()
            .goOnAndReport(source, row, entry, signal, Announcer.remarks(execution));
      }

      @Override
      public void passed(SourceStatement source, @Nullable List<RunStep> completed) {
        decider.forget();
        Announcer.passed(execution, StatementText.start(source), completed);
        if (completed == null) {
          carrier.replacements().reportSkipped(source);
        }
      }
    };
  }

  private <T> T carryOut(Execution<T> execution, Judged judged, boolean apart, CancelSignal signal)
      throws SQLException {
    var verdicts = judged.verdicts();
    if (verdicts.stream().anyMatch(v -> TransactionControl.prepares(v.statement()))) {
      if (carrier.journal().isActive()) {
        throw Refusals.ofPreparingARun();
      }
      if (enforces && (tracker.strongFor() != null || isBounded(verdicts))) {
        throw Refusals.ofPreparing();
      }
    }
    T result = carrier.carryOut(execution, judged, apart, signal);
    if (tracker.strongFor() != null && isBounded(verdicts)) {
      watchdog.arm();
    }
    for (Verdict verdict : verdicts) {
      Announcer.announce(execution, verdict, session.inTransaction());
      if (session.inTransaction() || verdict.statement() instanceof Statement.Transaction) {
        control.remember(verdict.statement(), false);
      }
    }
    return result;
  }

  /** What the user has allowed, or only wants to be warned of, is not ended. */
  private static boolean isBounded(List<Verdict> verdicts) {
    return verdicts.stream()
        .anyMatch(v -> v.decision() instanceof Decision.Guard guard && guard.bounded());
  }
}
