package io.safeddl.run;

import io.safeddl.catalog.CatalogReadException;
import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.plan.Allowance;
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
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;

/** The gate of one connection: decides each statement and has it carried out. */
final class StatementGate implements Gate {
  private final Session session;
  private final Siblings.Member member;
  private final Judge judge;
  private final Predicate<String> fastPath;
  private final TransactionTracker tracker;
  private final Carrier carrier;
  private final HoldWatchdog watchdog;
  private final boolean enforces;

  /** What SET LOCAL safeddl.allow said: for the next statement that is judged, and once. */
  private Set<String> allowed = Set.of();

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
    this.judge = judge;
    this.fastPath = fastPath;
    this.tracker = new TransactionTracker(session);
    this.member = siblings.join(session);
    this.enforces = options.policy().mode() == Policy.Mode.ENFORCE;
    this.watchdog =
        new HoldWatchdog(session, member, tracker, options.policy().maxTransactionHold());
    this.carrier = new Carrier(session, options, siblings, member, source, tracker, watchdog);
  }

  @Override
  public <T> T execute(Execution<T> execution) throws SQLException {
    member.begin();
    try {
      tracker.beginStatement();
      return fastPath.test(execution.sql()) ? pass(execution) : read(execution);
    } catch (SQLException e) {
      throw watchdog.explain(e);
    } finally {
      member.end();
    }
  }

  /** Sends a statement as it is. */
  private <T> T pass(Execution<T> execution) throws SQLException {
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
    boolean standard = session.connection().getStandardConformingStrings();
    var script = Script.parse(execution.sql(), standard);
    if (enforces && ClientCut.differs(script, standard)) {
      var refusal = Refusals.ofAHiddenStatement();
      FailedTransaction.fail(session, refusal);
      throw refusal;
    }
    var read = new ArrayList<Statement>();
    for (SourceStatement source : script.statements()) {
      read.add(StatementReader.read(source));
    }
    if (needsNoCatalog(script, read)) {
      return control(execution, read);
    }
    if (session.state() != TransactionState.FAILED) {
      return judge(execution, script);
    }
    if (enforces && leadsOut(script, read)) {
      throw Refusals.ofWhatFollowsAFailedTransaction();
    }
    // In a transaction that has failed the server has the word.
    return pass(execution);
  }

  /**
   * True where the text ends a transaction that has failed, by ROLLBACK, COMMIT or ROLLBACK TO, and
   * then goes on with what had to be judged: for which the catalog cannot be read before.
   */
  private boolean leadsOut(Script script, List<Statement> read) {
    boolean ended = false;
    for (int i = 0; i < read.size(); i++) {
      if (read.get(i) instanceof Statement.Transaction) {
        ended = true;
      } else if (ended
          && !isControl(read.get(i))
          && !fastPath.test(script.statements().get(i).text())) {
        return true;
      }
    }
    return false;
  }

  private <T> T judge(Execution<T> execution, Script script) throws SQLException {
    var signal = new CancelSignal();
    running = signal;
    try {
      var allowedBefore = allowed;
      var verdicts = decide(script);
      if (execution.wholeBatch() && !Carrier.canBeSentWhole(verdicts)) {
        allowed = allowedBefore;
        return execution.done();
      }
      return carryOut(execution, verdicts, signal);
    } catch (SQLException e) {
      FailedTransaction.fail(session, e);
      throw e;
    } finally {
      running = null;
    }
  }

  private boolean needsNoCatalog(Script script, List<Statement> read) {
    for (int i = 0; i < read.size(); i++) {
      if (!isControl(read.get(i)) && !fastPath.test(script.statements().get(i).text())) {
        return false;
      }
    }
    return true;
  }

  /** Needs no catalog: which must not be read before SET TRANSACTION, or it comes too late. */
  private static boolean isControl(Statement statement) {
    return statement instanceof Statement.Transaction
        || statement instanceof Statement.SetParameter
        || statement instanceof Statement.Empty;
  }

  private <T> T control(Execution<T> execution, List<Statement> statements) throws SQLException {
    boolean failed = session.state() == TransactionState.FAILED;
    if (enforces
        && tracker.strongFor() != null
        && statements.stream().anyMatch(StatementGate::prepares)) {
      var refusal = Refusals.ofPreparing();
      FailedTransaction.fail(session, refusal);
      throw refusal;
    }
    boolean rollsBack = statements.stream().anyMatch(StatementGate::endsWork);
    if (rollsBack) {
      watchdog.hold();
    }
    try {
      T result = pass(execution);
      for (Statement statement : statements) {
        remember(statement, failed);
      }
      return result;
    } finally {
      if (rollsBack) {
        resumeWatch();
      }
    }
  }

  private static boolean endsWork(Statement statement) {
    return statement instanceof Statement.Transaction transaction
        && switch (transaction.kind()) {
          case COMMIT, PREPARE, ROLLBACK, ROLLBACK_TO -> true;
          default -> false;
        };
  }

  private static boolean prepares(Statement statement) {
    return statement instanceof Statement.Transaction transaction
        && transaction.kind() == Statement.Transaction.Kind.PREPARE;
  }

  private void remember(Statement statement, boolean failed) throws SQLException {
    if (Allowance.isSetting(statement)) {
      allowed = Allowance.forNext(statement);
    } else if (statement instanceof Statement.Transaction transaction) {
      switch (transaction.kind()) {
        case COMMIT, PREPARE -> ended(!failed);
        case ROLLBACK -> ended(false);
        default -> {}
      }
    }
  }

  private void ended(boolean committed) throws SQLException {
    allowed = Set.of();
    watchdog.disarm();
    tracker.ended(committed);
  }

  private List<Verdict> decide(Script script) throws SQLException {
    var allowedNow = allowed;
    allowed = Set.of();
    try {
      var catalog = LiveCatalog.open(session.connection());
      return judge.decideAll(script, catalog, tracker.context(catalog), allowedNow);
    } catch (CatalogReadException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private <T> T carryOut(Execution<T> execution, List<Verdict> verdicts, CancelSignal signal)
      throws SQLException {
    if (enforces
        && verdicts.stream().anyMatch(v -> prepares(v.statement()))
        && (tracker.strongFor() != null || isBounded(verdicts))) {
      throw Refusals.ofPreparing();
    }
    T result = carrier.carryOut(execution, verdicts, signal);
    if (tracker.strongFor() != null && isBounded(verdicts)) {
      watchdog.arm();
    }
    for (Verdict verdict : verdicts) {
      Announcer.announce(execution, verdict, session.inTransaction());
      if (session.inTransaction() || verdict.statement() instanceof Statement.Transaction) {
        remember(verdict.statement(), false);
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
  }

  @Override
  public void beforeRollback() {
    member.begin();
    watchdog.hold();
  }

  @Override
  public void afterRollback() {
    try {
      resumeWatch();
    } finally {
      member.end();
    }
  }

  private void resumeWatch() {
    try {
      if (watchdog.resume()) {
        tracker.strongReleased();
      }
    } catch (SQLException e) {
      // The connection is lost, and with it the lock; the tool's next statement will say so.
      Announcer.watchNotResumed(e);
    }
  }

  @Override
  public void transactionEnded(boolean committed) {
    member.begin();
    try {
      ended(committed);
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
