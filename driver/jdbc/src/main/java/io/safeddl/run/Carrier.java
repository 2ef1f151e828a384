package io.safeddl.run;

import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.effect.Effects;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.plan.Decision;
import io.safeddl.plan.Decision.Guard;
import io.safeddl.plan.Decision.Replace;
import io.safeddl.plan.Traces;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;

/**
 * Carries out what was decided for one text: whole where it can be, else statement by statement.
 */
final class Carrier {
  private final Session session;
  private final RunOptions options;
  private final Siblings siblings;
  private final Siblings.Member member;
  private final ConnectionSource source;
  private final TransactionTracker tracker;
  private final HoldWatchdog watchdog;
  private final Journal journal;
  private final Rivals rivals;
  private final AuditTrail audit;
  private final Deadline deadline;
  private Duration waited = Duration.ZERO;
  private Duration queryTimeout = Duration.ZERO;

  /** The search path of the text that is carried out; null where a part of it may change that. */
  private @Nullable String path;

  /** The text that is carried out has several statements. */
  private boolean several;

  Carrier(
      Session session,
      RunOptions options,
      Siblings siblings,
      Siblings.Member member,
      ConnectionSource source,
      TransactionTracker tracker,
      HoldWatchdog watchdog) {
    this.session = session;
    this.options = options;
    this.siblings = siblings;
    this.member = member;
    this.source = source;
    this.tracker = tracker;
    this.watchdog = watchdog;
    this.audit = new AuditTrail(options.report());
    this.deadline = Deadline.in(options.deadline());
    this.journal =
        new Journal(
            session,
            new RunLock.Patience(
                options.policy().lockWait(),
                BuildPatience.FOR_OURSELVES,
                deadline,
                () -> tracker.strongFor() != null,
                this::isOurs,
                this::away));
    this.rivals = new Rivals(session, tracker, journal);
  }

  /** A connection of this application. */
  private boolean isOurs(int pid) {
    return pid == session.pid() || siblings.beside(member, pid).isPresent();
  }

  private void away(CancelSignal.Work work) throws SQLException {
    if (session.inTransaction()
        && tracker.context(LiveCatalog.open(session.connection())).state() == State.NOTHING) {
      new OutsideTransaction(session, tracker).run(() -> {}, work);
    } else {
      work.run();
    }
  }

  Journal journal() {
    return journal;
  }

  /**
   * Carries it out, or refuses it as a whole; writes the report either way.
   *
   * @param apart true where it is a part of the execution's text, which cannot be sent as it is
   */
  <T> T carryOut(Execution<T> execution, Judged judged, boolean apart, CancelSignal cancel)
      throws SQLException {
    var verdicts = judged.verdicts();
    long start = System.nanoTime();
    boolean inTransaction = session.inTransaction();
    waited = Duration.ZERO;
    several = apart || verdicts.size() > 1;
    path = verdicts.stream().allMatch(v -> Traces.isDdl(v.statement())) ? judged.path() : null;
    queryTimeout = execution.queryTimeout();
    try {
      if (Judged.isRefused(verdicts)) {
        throw Refusals.of(verdicts, judged.whyNotOutside());
      }
      T result =
          apart
              ? inParts(execution, verdicts, cancel)
              : rivals.run(verdicts, () -> carryOut(execution, verdicts, cancel));
      audit.write(session, verdicts, inTransaction, waited, since(start), null);
      return result;
    } catch (SQLException e) {
      audit.write(session, verdicts, inTransaction, waited, since(start), e);
      throw e;
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private <T> T carryOut(Execution<T> execution, List<Verdict> verdicts, CancelSignal cancel)
      throws SQLException {
    if (verdicts.stream().allMatch(v -> v.decision() instanceof Decision.PassThrough)) {
      return sendWhole(execution, verdicts);
    }
    if (canBeGuardedWhole(verdicts)) {
      return guardWhole(execution, verdicts, cancel);
    }
    return inParts(execution, verdicts, cancel);
  }

  private <T> T inParts(Execution<T> execution, List<Verdict> verdicts, CancelSignal cancel)
      throws SQLException {
    if (execution.prepared() && several) {
      throw Refusals.ofPreparedParts();
    }
    new PartsRun(this, session, watchdog, Announcer.remarks(execution), cancel).run(verdicts);
    return execution.done();
  }

  private <T> T sendWhole(Execution<T> execution, List<Verdict> verdicts) throws SQLException {
    if (verdicts.stream().anyMatch(v -> isCommit(v.statement()))) {
      journal.beforeCommit();
    }
    T result = execution.send();
    tracker.ran(execution.sql());
    noteAll(verdicts);
    return result;
  }

  private void noteAll(List<Verdict> verdicts) throws SQLException {
    for (Verdict verdict : verdicts) {
      note(verdict);
    }
  }

  /** COMMIT or END, AND CHAIN or not. */
  static boolean isCommit(Statement statement) {
    return statement instanceof Statement.Transaction transaction
        && transaction.kind() == Statement.Transaction.Kind.COMMIT;
  }

  private <T> T guardWhole(Execution<T> execution, List<Verdict> verdicts, CancelSignal cancel)
      throws SQLException {
    T result = guarded(verdicts, cancel, execution::send);
    tracker.ran(execution.sql());
    noteAll(verdicts);
    return result;
  }

  /**
   * One statement, or a text of nothing but guarded and harmless statements: its locks are taken
   * together. A text that also writes data is taken apart, so that the locks are not held, and the
   * limits not on, while data is written.
   */
  private static boolean canBeGuardedWhole(List<Verdict> verdicts) {
    if (verdicts.stream().anyMatch(v -> v.decision() instanceof Replace)) {
      return false;
    }
    return verdicts.size() == 1
        || verdicts.stream()
            .noneMatch(v -> worksOnData(v.statement()) || forbidsTransaction(v) || isNowait(v));
  }

  private static boolean worksOnData(Statement statement) {
    return statement instanceof Statement.Data
        || statement instanceof Statement.Copy
        || statement instanceof Statement.DoBlock
        || statement instanceof Statement.Explain
        || statement instanceof Statement.CreateTableAs
        || statement instanceof Statement.CreateMaterializedView
        || statement instanceof Statement.Transaction
        || statement instanceof Statement.Prepare;
  }

  static boolean forbidsTransaction(Verdict verdict) {
    return verdict.effects().traits().contains(Effects.Trait.FORBIDDEN_IN_TRANSACTION);
  }

  /** The user's own NOWAIT: to wait for it would be to take its meaning away. */
  private static boolean isNowait(Verdict verdict) {
    return verdict.statement() instanceof Statement.LockTable lock && lock.nowait();
  }

  /** True where the statements are carried out, and cannot be sent as one. */
  static boolean mustBeCut(List<Verdict> verdicts) {
    return verdicts.stream().anyMatch(v -> !(v.decision() instanceof Decision.PassThrough))
        && verdicts.stream().noneMatch(v -> v.decision() instanceof Decision.Refuse)
        && !canBeGuardedWhole(verdicts);
  }

  /**
   * Where the statements begin, in their text, that run outside any transaction.
   *
   * @param together as they were decided for one transaction
   * @param alone the same, but what was refused, as it is decided by itself
   */
  static List<Integer> outsideTransactions(List<Verdict> together, List<Verdict> alone) {
    var offsets = new ArrayList<Integer>();
    for (int i = 0; i < alone.size(); i++) {
      var verdict = alone.get(i);
      if (verdict.decision() instanceof Replace
          || forbidsTransaction(verdict)
          || together.get(i).decision() instanceof Decision.Refuse) {
        offsets.add(verdict.source().span().start());
      }
    }
    return offsets;
  }

  /** Outside a transaction, where the server refuses it: in one of ours it would hold no time. */
  private boolean isLockForNothing(Verdict verdict) throws SQLException {
    return verdict.statement() instanceof Statement.LockTable && !session.inTransaction();
  }

  /** Runs statements under one guard. */
  <T> T guarded(List<Verdict> verdicts, CancelSignal cancel, GuardedRun.Send<T> body)
      throws SQLException {
    if (verdicts.size() == 1 && (isNowait(verdicts.get(0)) || isLockForNothing(verdicts.get(0)))) {
      return body.send();
    }
    var guards =
        verdicts.stream()
            .filter(v -> v.decision() instanceof Guard)
            .map(v -> (Guard) v.decision())
            .toList();
    var targets = LockTarget.of(guards.stream().flatMap(g -> g.locks().stream()).toList());
    if (verdicts.size() == 1 && forbidsTransaction(verdicts.get(0))) {
      return session.inTransaction()
          ? body.send()
          : new SessionGuard(session, options, new LockWait(patienceOfTool(), cancel))
              .run(targets, body);
    }
    long start = System.nanoTime();
    try {
      var run = new GuardedRun(session, options, cancel, time -> waited = waited.plus(time));
      if (rivals.concern(verdicts)) {
        run.afterWaiting(() -> rivals.afterWaiting(verdicts));
      }
      return run.run(targets, guards.stream().allMatch(Guard::bounded), patienceOfTool(), body);
    } catch (SQLException e) {
      if (isQueryTimeout(e, start)) {
        throw Refusals.ofQueryTimeout(queryTimeout, e);
      }
      if (endsTransactions(e) && targets.isEmpty() && !session.inTransaction()) {
        // It commits by itself, which it may not do within BEGIN and COMMIT; nothing of it is left.
        return body.send();
      }
      throw e;
    }
  }

  /** The tool's own limit, not ours, ended the wait for the locks. */
  private boolean isQueryTimeout(SQLException e, long start) {
    return SqlStates.is(e, SqlStates.LOCK_NOT_AVAILABLE)
        && !queryTimeout.isZero()
        && since(start).compareTo(queryTimeout) >= 0;
  }

  /**
   * The tool's limit on its statement, which holds for what is sent for it; zero for none. A plan's
   * steps are not under it, as under no other limit of the client's.
   */
  Duration queryTimeout() {
    return queryTimeout;
  }

  /** A procedure or DO block that commits (2D000), where it runs in a transaction block. */
  private static boolean endsTransactions(SQLException e) {
    return SqlStates.is(e, "2D000");
  }

  /** Runs the steps of a plan, outside the tool's transaction where it has one. */
  void replace(Verdict verdict, Replace replace, CancelSignal cancel, Consumer<SQLWarning> remarks)
      throws SQLException {
    var entry = JournalEntry.of(verdict, path());
    var steps = RunStep.of(replace.steps());
    if (!isWorthKeeping(steps)) {
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
        || several
        || steps.size() > 1
        || steps.stream().anyMatch(s -> s.step().index() != null);
  }

  private JournaledSteps journaled(
      JournalEntry entry, List<RunStep> steps, CancelSignal cancel, Consumer<SQLWarning> remarks) {
    var policy = options.policy();
    var patience =
        new BuildPatience(BuildPatience.FOR_OURSELVES, policy.lockWait(), false, deadline);
    var limits =
        new StepLimits(cancel, this::patience, deadline, time -> waited = waited.plus(time));
    var run =
        new StepsRun(
            session,
            signal ->
                new OnlineRun(siblings, member, source, signal, patience, options.logQueries()),
            options,
            limits,
            remarks);
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
    waited = Duration.ZERO;
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
    audit.writePassed(session, source, texts, waited, since(start), failure);
  }

  private String path() throws SQLException {
    var known = path;
    return known == null ? session.searchPath() : known;
  }

  /** A statement of the tool has run. */
  void note(Verdict verdict) throws SQLException {
    tracker.ran(verdict, holdsLargeTable(verdict.effects().locks()));
    if (session.state() != TransactionState.IDLE && Traces.isDdl(verdict.statement())) {
      journal.ran(JournalEntry.of(verdict, path()));
    }
  }

  /** A statement of a text has run, and others follow in the transaction: what it locked, waits. */
  void watch(Verdict verdict) throws SQLException {
    if (tracker.strongFor() != null
        && verdict.decision() instanceof Guard guard
        && guard.bounded()) {
      watchdog.arm();
    }
  }

  /** Just before a COMMIT within a text. */
  void beforeCommit() throws SQLException {
    journal.beforeCommit();
  }

  /** A transaction ended within a text. */
  void ended(boolean committed) throws SQLException {
    watchdog.disarm();
    tracker.ended(committed);
    journal.ended();
  }

  /** The transaction of a text is over, and its locks with it. */
  void released() {
    watchdog.disarm();
  }

  /** A text of the tool was sent by us. */
  void ran(String sql) {
    tracker.ran(sql);
  }

  private boolean holdsLargeTable(List<Lock> locks) {
    return locks.stream()
        .anyMatch(
            l ->
                l.mode().isStrong()
                    && !l.relation().isPrivate()
                    && options.policy().isLarge(l.relation()));
  }

  /**
   * How long to try for locks: no longer than the deadline, nor, where the transaction already
   * stops others, than it may go on to do so.
   */
  private Duration patience() {
    var patience = options.policy().lockWait();
    var left = deadline.left();
    if (left != null) {
      patience = shorter(patience, left);
    }
    var strongFor = tracker.strongFor();
    if (strongFor != null) {
      var holdLeft = options.policy().maxTransactionHold().minus(strongFor);
      patience = shorter(patience, holdLeft.isNegative() ? Duration.ZERO : holdLeft);
    }
    return patience;
  }

  /** The same for a statement of the tool's, which may have a limit of its own. */
  private Duration patienceOfTool() {
    return queryTimeout.isZero() ? patience() : shorter(patience(), queryTimeout);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
