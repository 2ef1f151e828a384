package io.safeddl.run;

import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the steps of one statement, and keeps in the journal how far they are. */
final class JournaledSteps {
  private static final Logger LOG = LoggerFactory.getLogger(JournaledSteps.class);

  private final Session session;
  private final TransactionTracker tracker;
  private final HoldWatchdog watchdog;
  private final Journal journal;
  private final StepsRun run;
  private final JournalEntry entry;
  private final List<RunStep> steps;

  private Progress progress = Progress.NONE;

  JournaledSteps(
      Session session,
      TransactionTracker tracker,
      HoldWatchdog watchdog,
      Journal journal,
      StepsRun run,
      JournalEntry entry,
      List<RunStep> steps) {
    this.session = session;
    this.tracker = tracker;
    this.watchdog = watchdog;
    this.journal = journal;
    this.run = run;
    this.entry = entry;
    this.steps = steps;
  }

  /** Without a journal: after a crash nobody will know how far they got. */
  void runUnrecorded() throws SQLException {
    outside(() -> {}, () -> run.run(steps, 0, Progress.NONE));
  }

  /**
   * All of them.
   *
   * @return how many statements of the tool's transaction were committed for it
   */
  int run() throws SQLException {
    int committed = journal.inside();
    outside(() -> progress = journal.begin(entry, steps), () -> record(0));
    return committed;
  }

  /** Those that an attempt before this one has not done. */
  void goOn(JournalRow row) throws SQLException {
    outside(
        () -> progress = journal.begin(entry, null),
        () -> Role.of(session, row.role()).run(() -> record(row.step())));
  }

  private void outside(CancelSignal.Work note, CancelSignal.Work work) throws SQLException {
    if (!session.inTransaction()) {
      note.run();
      work.run();
      return;
    }
    new OutsideTransaction(session, tracker)
        .run(
            note,
            () -> {
              // The locks that it watched went with the transaction.
              watchdog.disarm();
              work.run();
            });
  }

  private void record(int done) throws SQLException {
    try {
      run.run(steps, done, progress);
    } catch (SQLException e) {
      forget(e);
      throw e;
    }
    journal.completed(steps);
  }

  /** Nothing of the statement is left, so its row must not say so. */
  private void forget(SQLException failure) {
    try {
      if (run.isTakenBack() && !session.isClosed()) {
        journal.takenBack();
      }
    } catch (SQLException e) {
      LOG.error("the journal still has a statement of which nothing is left", e);
      failure.addSuppressed(e);
    }
  }
}
