package io.safeddl.run;

import io.safeddl.effect.Effects;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.plan.Decision;
import io.safeddl.plan.Decision.Guard;
import io.safeddl.plan.Decision.Replace;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
  private final AuditTrail audit;
  private final @Nullable Long deadline;
  private Duration waited = Duration.ZERO;

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
    this.deadline =
        options.deadline() == null ? null : System.nanoTime() + options.deadline().toNanos();
  }

  /** Carries it out, or refuses it as a whole; writes the report either way. */
  <T> T carryOut(Execution<T> execution, List<Verdict> verdicts, CancelSignal cancel)
      throws SQLException {
    long start = System.nanoTime();
    boolean inTransaction = session.inTransaction();
    waited = Duration.ZERO;
    try {
      T result = carryOutOrRefuse(execution, verdicts, cancel);
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

  private <T> T carryOutOrRefuse(
      Execution<T> execution, List<Verdict> verdicts, CancelSignal cancel) throws SQLException {
    if (verdicts.stream().anyMatch(v -> v.decision() instanceof Decision.Refuse)) {
      throw Refusals.of(verdicts);
    }
    if (verdicts.stream().allMatch(v -> v.decision() instanceof Decision.PassThrough)) {
      return sendWhole(execution, verdicts);
    }
    if (canBeGuardedWhole(verdicts)) {
      return guardWhole(execution, verdicts, cancel);
    }
    if (execution.prepared() && verdicts.size() > 1) {
      throw Refusals.ofPreparedParts();
    }
    new PartsRun(this, session, Announcer.remarks(execution), cancel).run(verdicts);
    return execution.done();
  }

  private <T> T sendWhole(Execution<T> execution, List<Verdict> verdicts) throws SQLException {
    T result = execution.send();
    tracker.ran(execution.sql());
    verdicts.forEach(this::note);
    return result;
  }

  private <T> T guardWhole(Execution<T> execution, List<Verdict> verdicts, CancelSignal cancel)
      throws SQLException {
    T result = guarded(verdicts, cancel, execution::send);
    tracker.ran(execution.sql());
    verdicts.forEach(this::note);
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

  /** True where the statements can be sent as one. */
  static boolean canBeSentWhole(List<Verdict> verdicts) {
    return verdicts.stream().allMatch(v -> v.decision() instanceof Decision.PassThrough)
        || (verdicts.stream().noneMatch(v -> v.decision() instanceof Decision.Refuse)
            && canBeGuardedWhole(verdicts));
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
          : new SessionGuard(session, options, new LockWait(patience(), cancel)).run(targets, body);
    }
    try {
      return new GuardedRun(session, options, cancel, time -> waited = waited.plus(time))
          .run(targets, guards.stream().allMatch(Guard::bounded), patience(), body);
    } catch (SQLException e) {
      if (endsTransactions(e) && targets.isEmpty() && !session.inTransaction()) {
        // It commits by itself, which it may not do within BEGIN and COMMIT; nothing of it is left.
        return body.send();
      }
      throw e;
    }
  }

  /** A procedure or DO block that commits (2D000), where it runs in a transaction block. */
  private static boolean endsTransactions(SQLException e) {
    return SqlStates.is(e, "2D000");
  }

  /** Runs the steps of a plan, outside the tool's transaction where it has one. */
  void replace(Replace replace, CancelSignal cancel, Consumer<SQLWarning> remarks)
      throws SQLException {
    var policy = options.policy();
    var patience =
        new BuildPatience(BuildPatience.FOR_OURSELVES, policy.lockWait(), false, deadline);
    var online = new OnlineRun(siblings, member, source, cancel, patience, options.logQueries());
    var steps = new StepsRun(session, online, options, cancel, patience());
    if (session.inTransaction()) {
      new OutsideTransaction(session, tracker).run(() -> steps.run(replace.steps(), remarks));
    } else {
      steps.run(replace.steps(), remarks);
    }
  }

  /** A statement of the tool has run. */
  void note(Verdict verdict) {
    tracker.ran(verdict, holdsLargeTable(verdict.effects().locks()));
  }

  /** A statement of a text has run, and others follow in the transaction: what it locked, waits. */
  void watch(Verdict verdict) throws SQLException {
    if (tracker.strongFor() != null
        && verdict.decision() instanceof Guard guard
        && guard.bounded()) {
      watchdog.arm();
    }
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
    if (deadline != null) {
      patience = shorter(patience, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
    var strongFor = tracker.strongFor();
    if (strongFor != null) {
      var left = options.policy().maxTransactionHold().minus(strongFor);
      patience = shorter(patience, left.isNegative() ? Duration.ZERO : left);
    }
    return patience;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
