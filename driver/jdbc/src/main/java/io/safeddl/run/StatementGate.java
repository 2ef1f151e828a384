package io.safeddl.run;

import io.safeddl.plan.Decision;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gate of one connection: decides each statement and has it carried out. */
final class StatementGate implements Gate {
  private static final Logger LOG = LoggerFactory.getLogger(StatementGate.class);

  private final Session session;
  private final Siblings.Member member;
  private final Decider decider;
  private final Predicate<String> fastPath;
  private final TransactionTracker tracker;
  private final Carrier carrier;
  private final HoldWatchdog watchdog;
  private final Journal journal;
  private final TransactionControl control;
  private final Resume resume;
  private final boolean enforces;

  private volatile @Nullable CancelSignal running;

  /**
   * @param fastPath tells texts that need no reading
   */
  StatementGate(
      Session session,
      RunOptions options,
      Siblings siblings,
      ConnectionSource source,
      Judge judge,
      Predicate<String> fastPath)
      throws SQLException {
    this.session = session;
    this.fastPath = fastPath;
    this.tracker = new TransactionTracker(session);
    this.member = siblings.join(session);
    this.enforces = options.policy().mode() == Policy.Mode.ENFORCE;
    this.watchdog =
        new HoldWatchdog(session, member, tracker, options.policy().maxTransactionHold());
    this.carrier = new Carrier(session, options, siblings, member, source, tracker, watchdog);
    this.journal = carrier.journal();
    this.decider = new Decider(session, options, judge, tracker, journal);
    this.control =
        new TransactionControl(session, tracker, journal, watchdog, decider, fastPath, enforces);
    this.resume = new Resume(journal, session);
  }

  @Override
  public <T> T execute(Execution<T> execution) throws SQLException {
    member.begin();
    try {
      beginStatement();
      return fastPath.test(execution.sql()) ? pass(execution) : read(execution);
    } catch (SQLException e) {
      var failure = watchdog.explain(e);
      journal.remarkOn(failure);
      throw failure;
    } finally {
      member.end();
    }
  }

  /** What was noted may belong to a transaction that ended without a word. */
  private void beginStatement() throws SQLException {
    tracker.beginStatement();
    if (journal.isActive() && session.state() == TransactionState.IDLE) {
      journal.ended();
    }
  }

  /** Sends a statement as it is. */
  private <T> T pass(Execution<T> execution) throws SQLException {
    if (session.inTransaction() && execution.sql().contains("set_config")) {
      control.beforeSettings(parse(execution.sql()));
    }
    T result = execution.send();
    tracker.ran(execution.sql());
    if (AdvisoryPoll.is(execution.sql()) && session.state() == TransactionState.OPEN) {
      // One that polls for an advisory lock sits idle between two tries; its snapshot would hold up
      // the index build of the one who has the lock.
      session.clearPortal();
    }
    return result;
  }

  private <T> T read(Execution<T> execution) throws SQLException {
    var script = parse(execution.sql());
    boolean standard = session.connection().getStandardConformingStrings();
    if (enforces && ClientCut.differs(script, standard)) {
      var refusal = Refusals.ofAHiddenStatement();
      FailedTransaction.fail(session, refusal);
      throw refusal;
    }
    var read = new ArrayList<Statement>();
    for (SourceStatement source : script.statements()) {
      read.add(StatementReader.read(source));
    }
    if (control.needsNoCatalog(script, read)) {
      return control.send(script, read, () -> pass(execution));
    }
    if (session.state() != TransactionState.FAILED) {
      int properties = SetTransactionFirst.length(script, read);
      return properties > 0 && session.inTransaction()
          ? afterProperties(execution, properties)
          : judge(execution, script, new CancelSignal());
    }
    if (enforces && control.leadsOut(script, read)) {
      throw Refusals.ofWhatFollowsAFailedTransaction();
    }
    // In a transaction that has failed the server has the word.
    return pass(execution);
  }

  private Script parse(String sql) {
    return Script.parse(sql, session.connection().getStandardConformingStrings());
  }

  /**
   * SET TRANSACTION comes too late once the catalog was read, and in a savepoint of the guard: it
   * is sent before what follows it in the text is judged.
   */
  private <T> T afterProperties(Execution<T> execution, int length) throws SQLException {
    var first = execution.sql().substring(0, length);
    session.run(first, Announcer.remarks(execution));
    tracker.ran(first);
    var signal = new CancelSignal();
    var rest =
        new SetTransactionFirst<>(execution, execution.sql().substring(length), session, signal);
    return judge(rest, parse(rest.sql()), signal);
  }

  private <T> T judge(Execution<T> execution, Script script, CancelSignal signal)
      throws SQLException {
    running = signal;
    boolean done = false;
    try {
      control.beforeSettings(script);
      T result = carryOut(execution, script, signal);
      done = true;
      settle();
      return result;
    } catch (SQLException e) {
      FailedTransaction.fail(session, e);
      throw e;
    } finally {
      running = null;
      if (!done && !session.inTransaction()) {
        journal.ended();
      }
    }
  }

  /** The end of a text under autocommit is that of all it did. */
  private void settle() throws SQLException {
    if (journal.isActive() && !session.inTransaction()) {
      journal.beforeCommit();
      journal.ended();
    }
  }

  private <T> T carryOut(Execution<T> execution, Script script, CancelSignal signal)
      throws SQLException {
    var allowedBefore = decider.allowed();
    while (true) {
      try {
        return carryOutAlone(execution, script, signal);
      } catch (Rivals.Found e) {
        LOG.info("{}; it is waited for", e.getMessage());
        decider.allow(allowedBefore);
      }
    }
  }

  private <T> T carryOutAlone(Execution<T> execution, Script script, CancelSignal signal)
      throws SQLException {
    if (resume.concerns(script)) {
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
        carryOut(execution, decider.decide(parse(text)), true, signal);
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
      if (journal.isActive()) {
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

  @Override
  public boolean passesAsBatch(List<String> batch) {
    return batch.stream().allMatch(fastPath);
  }

  @Override
  public void beforeCommit() throws SQLException {
    watchdog.disarm();
    member.begin();
    try {
      journal.beforeCommit();
    } finally {
      member.end();
    }
  }

  @Override
  public void beforeRollback() {
    member.begin();
    watchdog.hold();
  }

  @Override
  public void afterRollback() {
    try {
      control.resumeWatch();
    } finally {
      member.end();
    }
  }

  @Override
  public void transactionEnded(boolean committed) {
    member.begin();
    try {
      control.ended(committed);
    } catch (SQLException e) {
      Announcer.settingsNotPutBack(e);
    } finally {
      member.end();
    }
  }

  @Override
  public void savepointSet() {
    tracker.savepointSet();
  }

  @Override
  public void sideChannelUsed() {
    tracker.untracked();
  }

  @Override
  public void cancel() throws SQLException {
    var signal = running;
    if (signal != null) {
      signal.raise();
    }
  }

  @Override
  public void close() {
    member.leave();
    watchdog.abandon();
    var signal = running;
    if (signal != null) {
      signal.wake();
    }
  }
}
