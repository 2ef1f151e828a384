package io.safeddl.run;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.plan.Decision;
import io.safeddl.plan.Decision.Guard;
import io.safeddl.plan.Decision.Replace;
import io.safeddl.plan.Traces;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
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
  private final TransactionTracker tracker;
  private final HoldWatchdog watchdog;
  private final Journal journal;
  private final AuditTrail audit;
  private final Replacements replacements;
  private final LockPatience patience;
  private final LockTime waited = new LockTime();
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
    this.tracker = tracker;
    this.watchdog = watchdog;
    this.audit = new AuditTrail(options.report());
    var deadline = Deadline.in(options.deadline());
    this.patience = new LockPatience(options.policy(), deadline, tracker);
    var limits =
        new RunWait.Patience(
            options.policy().lockWait(),
            BuildPatience.FOR_OURSELVES,
            deadline,
            () -> tracker.strongFor() != null,
            this::isOurs);
    this.journal =
        new Journal(
            session,
            new RunLock(session, new RunWait(session, limits), new WayOut(session, tracker)));
    this.replacements =
        new Replacements(
            session,
            options,
            signal ->
                new OnlineRun(
                    siblings,
                    member,
                    source,
                    signal,
                    BuildPatience.of(options.policy(), deadline),
                    options.logQueries()),
            tracker,
            watchdog,
            journal,
            audit,
            new Replacements.Limits(patience, deadline, waited));
  }

  /** A connection of this application. */
  private boolean isOurs(int pid) {
    return pid == session.pid() || siblings.beside(member, pid).isPresent();
  }

  Replacements replacements() {
    return replacements;
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
    waited.reset();
    several = apart || verdicts.size() > 1;
    path = verdicts.stream().allMatch(v -> Traces.isDdl(v.statement())) ? judged.path() : null;
    queryTimeout = execution.queryTimeout();
    try {
      if (Judged.isRefused(verdicts)) {
        throw Refusals.of(verdicts, judged.whyNotOutside());
      }
      T result =
          apart ? inParts(execution, verdicts, cancel) : carryOut(execution, verdicts, cancel);
      audit.write(session, verdicts, inTransaction, waited.total(), since(start), null);
      return result;
    } catch (SQLException e) {
      journal.remindOf(e, judged);
      audit.write(session, verdicts, inTransaction, waited.total(), since(start), e);
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
    if (TextCut.canBeGuardedWhole(verdicts)) {
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
    if (verdicts.stream().anyMatch(v -> TextCut.isCommit(v.statement()))) {
      journal.beforeCommit();
    }
    T result = execution.send();
    sent(execution.sql(), verdicts);
    return result;
  }

  /** A text has been sent as it is. */
  private void sent(String sql, List<Verdict> verdicts) throws SQLException {
    if (verdicts.size() != 1 || !journal.isIdle(verdicts.get(0).source())) {
      tracker.ran(sql);
    }
    noteAll(verdicts);
  }

  private void noteAll(List<Verdict> verdicts) throws SQLException {
    for (Verdict verdict : verdicts) {
      note(verdict);
    }
  }

  private <T> T guardWhole(Execution<T> execution, List<Verdict> verdicts, CancelSignal cancel)
      throws SQLException {
    T result = guarded(verdicts, cancel, execution::send);
    sent(execution.sql(), verdicts);
    return result;
  }

  /** Outside a transaction, where the server refuses it: in one of ours it would hold no time. */
  private boolean isLockForNothing(Verdict verdict) throws SQLException {
    return verdict.statement() instanceof Statement.LockTable && !session.inTransaction();
  }

  /** Runs statements under one guard. */
  <T> T guarded(List<Verdict> verdicts, CancelSignal cancel, GuardedRun.Send<T> body)
      throws SQLException {
    if (verdicts.size() == 1
        && (TextCut.isNowait(verdicts.get(0)) || isLockForNothing(verdicts.get(0)))) {
      return body.send();
    }
    var guards =
        verdicts.stream()
            .filter(v -> v.decision() instanceof Guard)
            .map(v -> (Guard) v.decision())
            .toList();
    var targets = LockTarget.of(guards.stream().flatMap(g -> g.locks().stream()).toList());
    if (verdicts.size() == 1 && TextCut.forbidsTransaction(verdicts.get(0))) {
      return session.inTransaction()
          ? body.send()
          : new SessionGuard(session, options, new LockWait(patience.now(queryTimeout), cancel))
              .run(targets, body);
    }
    boolean bounded = guards.stream().allMatch(Guard::bounded);
    long start = System.nanoTime();
    try {
      return new GuardedRun(session, options, cancel, waited::add)
          .run(targets, bounded, patience.now(queryTimeout), body);
    } catch (SQLException e) {
      if (isQueryTimeout(e, start)) {
        throw Refusals.ofQueryTimeout(queryTimeout, e);
      }
      if (endsTransactions(e) && !session.inTransaction()) {
        // It commits by itself, which it may not do within BEGIN and COMMIT; nothing of it is left.
        if (bounded && verdicts.stream().anyMatch(v -> holdsLargeTable(v.effects().locks()))) {
          throw Refusals.ofABlockThatCommits(e);
        }
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
    replacements.run(
        JournalEntry.of(verdict, path()), RunStep.of(replace.steps()), several, cancel, remarks);
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
}
