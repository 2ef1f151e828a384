package io.safeddl.run;

import io.safeddl.sql.SourceStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the steps of a plan, with the journal where there is one, and goes on with those that
 * an attempt before this one has begun.
 */
final class Replacements {
  private final Session session;
  private final RunOptions options;
  private final Function<CancelSignal, OnlineRun> online;
  private final TransactionTracker tracker;
  private final HoldWatchdog watchdog;
  private final Journal journal;
  private final AuditTrail audit;
  private final Limits limits;

  /** What bounds the steps, and who hears how long they waited. */
  record Limits(LockPatience patience, Deadline deadline, LockTime waited) {}

  Replacements(
      Session session,
      RunOptions options,
      Function<CancelSignal, OnlineRun> online,
      TransactionTracker tracker,
      HoldWatchdog watchdog,
      Journal journal,
      AuditTrail audit,
      Limits limits) {
    this.session = session;
    this.options = options;
    this.online = online;
    this.tracker = tracker;
    this.watchdog = watchdog;
    this.journal = journal;
    this.audit = audit;
    this.limits = limits;
  }

  /**
   * Runs the steps, outside the tool's transaction where it has one.
   *
   * @param several the text has other statements beside this one
   */
  void run(
      JournalEntry entry,
      List<RunStep> steps,
      boolean several,
      CancelSignal cancel,
      Consumer<SQLWarning> remarks)
      throws SQLException {
    if (!several && !isWorthKeeping(steps)) {
      journaled(entry, steps, cancel, remarks).runUnrecorded();
      return;
    }
    var why = journal.standing().why();
    if (why != null) {
      Announcer.unrecorded(remarks, why);
      journaled(entry, steps, cancel, remarks).runUnrecorded();
      return;
    }
    var begun = journal.own(entry, cancel) ? null : journal.follow(entry, cancel);
    if (begun != null) {
      // Another deploy did, or began, the same while this one waited for it.
      if (begun.done()) {
        journal.passed(begun);
      } else {
        goOn(begun, entry, cancel, remarks);
      }
      return;
    }
    int committed = journaled(entry, steps, cancel, remarks).run();
    if (committed > 0) {
      Announcer.committedEarly(remarks, committed);
    }
  }

  /**
   * Under autocommit a single statement that can simply be run again, as VALIDATE, needs no
   * journal.
   */
  private boolean isWorthKeeping(List<RunStep> steps) throws SQLException {
    return session.inTransaction()
        || steps.size() > 1
        || steps.stream().anyMatch(s -> s.step().index() != null);
  }

  private JournaledSteps journaled(
      JournalEntry entry, List<RunStep> steps, CancelSignal cancel, Consumer<SQLWarning> remarks) {
    var bounds =
        new StepLimits(cancel, limits.patience()::now, limits.deadline(), limits.waited()::add);
    var run = new StepsRun(session, online, options, bounds, remarks);
    return new JournaledSteps(session, tracker, watchdog, journal, run, entry, steps);
  }

  /**
   * Completes a statement that an attempt before this one has begun.
   *
   * @return its steps
   */
  private List<RunStep> goOn(
      JournalRow row, JournalEntry entry, CancelSignal cancel, Consumer<SQLWarning> remarks)
      throws SQLException {
    var steps = journal.steps(row);
    journaled(entry, steps, cancel, remarks).goOn(row);
    return steps;
  }

  /** A statement was not run: the journal has it. */
  void reportSkipped(SourceStatement source) {
    audit.writePassed(session, source, List.of(), Duration.ZERO, Duration.ZERO, null);
  }

  /** As {@link #goOn}, with a line in the report. */
  List<RunStep> goOnAndReport(
      SourceStatement source,
      JournalRow row,
      JournalEntry entry,
      CancelSignal cancel,
      Consumer<SQLWarning> remarks)
      throws SQLException {
    long start = System.nanoTime();
    limits.waited().reset();
    var steps = List.<RunStep>of();
    try {
      steps = goOn(row, entry, cancel, remarks);
      report(source, steps, start, null);
      return steps;
    } catch (SQLException e) {
      report(source, steps, start, e);
      throw e;
    }
  }

  private void report(
      SourceStatement source, List<RunStep> steps, long start, @Nullable SQLException failure) {
    var texts = steps.stream().map(s -> s.step().sql()).toList();
    audit.writePassed(
        session,
        source,
        texts,
        limits.waited().total(),
        Duration.ofNanos(System.nanoTime() - start),
        failure);
  }
}
