package io.safeddl.run;

import io.safeddl.catalog.CatalogReadException;
import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.effect.TransactionContext;
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
import java.util.TreeSet;
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
  private final Judge judge;
  private final Predicate<String> fastPath;
  private final TransactionTracker tracker;
  private final Carrier carrier;
  private final HoldWatchdog watchdog;
  private final Journal journal;
  private final Resume resume;
  private final RunOptions options;
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
    this.options = options;
    this.carrier = new Carrier(session, options, siblings, member, source, tracker, watchdog);
    this.journal = carrier.journal();
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
      beforeSettings(parse(execution.sql()));
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
    if (needsNoCatalog(script, read)) {
      return control(execution, script, read);
    }
    if (session.state() != TransactionState.FAILED) {
      int properties = SetTransactionFirst.length(script, read);
      return properties > 0 && session.inTransaction()
          ? afterProperties(execution, properties)
          : judge(execution, script, new CancelSignal());
    }
    if (enforces && leadsOut(script, read)) {
      throw Refusals.ofWhatFollowsAFailedTransaction();
    }
    // In a transaction that has failed the server has the word.
    return pass(execution);
  }

  private Script parse(String sql) {
    return Script.parse(sql, session.connection().getStandardConformingStrings());
  }

  /** What the text is about to set is noted as it is, in case that it is to be put back. */
  private void beforeSettings(Script script) throws SQLException {
    var names = new TreeSet<String>();
    for (SourceStatement source : script.statements()) {
      names.addAll(Settings.namesSetBy(source, StatementReader.read(source)));
    }
    names.remove("all");
    if (!names.isEmpty() && (session.inTransaction() || script.statements().size() > 1)) {
      tracker.beforeSetting(names);
    }
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

  /**
   * True where the text ends a transaction that has failed, by ROLLBACK, COMMIT or ROLLBACK TO, and
   * then goes on with what had to be judged: for which the catalog cannot be read before.
   */
  private boolean leadsOut(Script script, List<Statement> read) {
    boolean ended = false;
    for (int i = 0; i < read.size(); i++) {
      if (read.get(i) instanceof Statement.Transaction) {
        ended = true;
      } else if (ended && needsCatalog(script.statements().get(i), read.get(i))) {
        return true;
      }
    }
    return false;
  }

  private <T> T judge(Execution<T> execution, Script script, CancelSignal signal)
      throws SQLException {
    running = signal;
    boolean done = false;
    try {
      beforeSettings(script);
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
    var allowedBefore = allowed;
    while (true) {
      try {
        return carryOutAlone(execution, script, signal);
      } catch (Rivals.Found e) {
        LOG.info("{}; it is waited for", e.getMessage());
        allowed = allowedBefore;
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
    var allowedBefore = allowed;
    var judged = decide(script);
    if (execution.wholeBatch()) {
      var together = judged.verdicts();
      var alone = session.inTransaction() ? together : standingAlone(together, allowedBefore);
      if (Carrier.mustBeCut(alone)) {
        allowed = allowedBefore;
        return execution.apart(Carrier.outsideTransactions(together, alone));
      }
    }
    return carryOut(execution, judged, false, signal);
  }

  private <T> Resume.Parts parts(Execution<T> execution, CancelSignal signal) {
    return new Resume.Parts() {
      @Override
      public void run(String text) throws SQLException {
        carryOut(execution, decide(parse(text)), true, signal);
      }

      @Override
      public List<RunStep> goOn(SourceStatement source, JournalRow row, JournalEntry entry)
          throws SQLException {
        if (session.inTransaction() && !mayStepOutside()) {
          throw Refusals.ofGoingOn();
        }
        return carrier.goOnAndReport(source, row, entry, signal, Announcer.remarks(execution));
      }

      @Override
      public void passed(SourceStatement source, @Nullable List<RunStep> completed) {
        allowed = Set.of();
        Announcer.passed(execution, StatementText.start(source), completed);
        if (completed == null) {
          carrier.reportSkipped(source);
        }
      }
    };
  }

  private boolean mayStepOutside() throws SQLException {
    return context(LiveCatalog.open(session.connection()), true).mayStepOutside();
  }

  /** What cannot stand in one transaction with the rest of a batch may stand by itself. */
  private List<Verdict> standingAlone(List<Verdict> verdicts, Set<String> allowedBefore)
      throws SQLException {
    var alone = new ArrayList<Verdict>(verdicts.size());
    for (Verdict verdict : verdicts) {
      if (verdict.decision() instanceof Decision.Refuse) {
        var source = verdict.source();
        allowed = alone.isEmpty() ? allowedBefore : Set.of();
        var again = decide(parse(source.withComments())).verdicts().get(0);
        alone.add(new Verdict(source, verdict.statement(), again.effects(), again.decision()));
      } else {
        alone.add(verdict);
      }
    }
    return alone;
  }

  private boolean needsNoCatalog(Script script, List<Statement> read) {
    for (int i = 0; i < read.size(); i++) {
      if (needsCatalog(script.statements().get(i), read.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean needsCatalog(SourceStatement source, Statement statement) {
    return !isControl(statement) && !fastPath.test(source.text());
  }

  /** Needs no catalog: which must not be read before SET TRANSACTION, or it comes too late. */
  private static boolean isControl(Statement statement) {
    return statement instanceof Statement.Transaction
        || statement instanceof Statement.SetParameter
        || statement instanceof Statement.Empty;
  }

  private <T> T control(Execution<T> execution, Script script, List<Statement> statements)
      throws SQLException {
    boolean failed = session.state() == TransactionState.FAILED;
    if (enforces
        && tracker.strongFor() != null
        && statements.stream().anyMatch(StatementGate::prepares)) {
      var refusal = Refusals.ofPreparing();
      FailedTransaction.fail(session, refusal);
      throw refusal;
    }
    if (statements.stream().anyMatch(StatementGate::prepares) && journal.isActive()) {
      throw Refusals.ofPreparingARun();
    }
    beforeSettings(script);
    if (!failed && statements.stream().anyMatch(Carrier::isCommit)) {
      journal.beforeCommit();
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
    journal.ended();
  }

  private Judged decide(Script script) throws SQLException {
    var allowedNow = allowed;
    allowed = Set.of();
    try {
      var catalog = LiveCatalog.open(session.connection(), script);
      var context = context(catalog, script.statements().size() > 1);
      var verdicts = judge.decideAll(script, catalog, context, allowedNow);
      return new Judged(
          verdicts,
          String.join(",", catalog.searchPath()),
          Judged.isRefused(verdicts) ? whyNotOutside(script, catalog, context, allowedNow) : null);
    } catch (CatalogReadException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * The transaction that the text runs in.
   *
   * @param several a statement of the text may come behind DDL of the same text
   */
  private TransactionContext context(LiveCatalog catalog, boolean several) throws SQLException {
    var context = tracker.context(catalog);
    boolean asked = several || context.state() == TransactionContext.State.DDL_ONLY;
    return asked && options.transactions() == RunOptions.Transactions.AUTO
        ? context.withEarlyCommit(journal.standing().isUsable())
        : context;
  }

  /** Why what has a plan is refused, where the transaction is the reason; else null. */
  private @Nullable String whyNotOutside(
      Script script, LiveCatalog catalog, TransactionContext context, Set<String> allowedNow)
      throws SQLException {
    if (!context.inTransaction() || context.mayStepOutside()) {
      return null;
    }
    var fresh =
        new TransactionContext(true, TransactionContext.State.NOTHING).withEarlyCommit(true);
    boolean hasPlan = !Judged.isRefused(judge.decideAll(script, catalog, fresh, allowedNow));
    boolean refuse = options.transactions() == RunOptions.Transactions.REFUSE;
    return hasPlan
        ? Refusals.whyNotOutside(context.state(), refuse, journal.standing().why())
        : null;
  }

  private <T> T carryOut(Execution<T> execution, Judged judged, boolean apart, CancelSignal signal)
      throws SQLException {
    var verdicts = judged.verdicts();
    if (verdicts.stream().anyMatch(v -> prepares(v.statement()))) {
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
