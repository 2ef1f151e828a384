package io.safeddl.run;

import io.safeddl.plan.Policy;
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

/** The gate of one connection: decides each statement and has it carried out. */
final class StatementGate implements Gate {
  private final Session session;
  private final Siblings.Member member;
  private final Predicate<String> fastPath;
  private final TransactionTracker tracker;
  private final HoldWatchdog watchdog;
  private final Journal journal;
  private final TransactionControl control;
  private final TextRun texts;
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
    var carrier = new Carrier(session, options, siblings, member, source, tracker, watchdog);
    this.journal = carrier.journal();
    var decider = new Decider(session, options, judge, tracker, journal);
    this.control =
        new TransactionControl(session, tracker, journal, watchdog, decider, fastPath, enforces);
    boolean early = enforces && options.transactions() == RunOptions.Transactions.AUTO;
    this.texts =
        new TextRun(
            session,
            tracker,
            decider,
            new Resume(journal, session, early),
            carrier,
            watchdog,
            control,
            enforces);
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
    if (journal.isOpen() && session.state() == TransactionState.IDLE) {
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
      T result = texts.carryOut(execution, script, signal);
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
    if (journal.isOpen() && !session.inTransaction()) {
      journal.beforeCommit();
      journal.ended();
    }
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
