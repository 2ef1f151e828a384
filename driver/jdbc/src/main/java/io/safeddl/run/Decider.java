package io.safeddl.run;

import io.safeddl.catalog.CatalogReadException;
import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.effect.TransactionContext;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.plan.Allowance;
import io.safeddl.plan.Decision;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides the statements of a text in the transaction that it would run in. */
final class Decider {
  private static final TransactionContext FRESH =
      new TransactionContext(true, State.NOTHING).withEarlyCommit(true);

  private final Session session;
  private final RunOptions options;
  private final Judge judge;
  private final TransactionTracker tracker;
  private final Journal journal;

  /** What SET LOCAL safeddl.allow said: for the next statement that is judged, and once. */
  private Set<String> allowed = Set.of();

  Decider(
      Session session,
      RunOptions options,
      Judge judge,
      TransactionTracker tracker,
      Journal journal) {
    this.session = session;
    this.options = options;
    this.judge = judge;
    this.tracker = tracker;
    this.journal = journal;
  }

  /** What is allowed to the next statement. */
  Set<String> allowed() {
    return allowed;
  }

  /** That statement is to be judged once more. */
  void allow(Set<String> rules) {
    allowed = rules;
  }

  /** A statement of the tool's: it may be one that allows. */
  void heard(Statement statement) {
    if (Allowance.isSetting(statement)) {
      allowed = Allowance.forNext(statement);
    }
  }

  /** Nothing is allowed any longer. */
  void forget() {
    allowed = Set.of();
  }

  /** Decides all statements of a text. */
  Judged decide(Script script) throws SQLException {
    var allowedNow = allowed;
    allowed = Set.of();
    try {
      var catalog = LiveCatalog.open(session.connection(), script);
      var context = context(catalog, script.statements().size() > 1);
      var verdicts = judge.decideAll(script, catalog, context, allowedNow);
      return new Judged(
          verdicts,
          String.join(",", catalog.searchPath()),
          Judged.isRefused(verdicts)
              ? whyNotOutside(verdicts, script, catalog, context, allowedNow)
              : null);
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
    boolean asked = several || context.state() == State.DDL_ONLY;
    return asked && options.transactions() == RunOptions.Transactions.AUTO
        ? context.withEarlyCommit(journal.standing().isUsable())
        : context;
  }

  /** Why what has a plan is refused, where the transaction is the reason; else null. */
  private @Nullable String whyNotOutside(
      List<Verdict> verdicts,
      Script script,
      LiveCatalog catalog,
      TransactionContext context,
      Set<String> allowedNow)
      throws SQLException {
    boolean refuse = options.transactions() == RunOptions.Transactions.REFUSE;
    if (context.mayStepOutside()) {
      if (verdicts.size() == 1 || !hasPlansApart(verdicts, catalog)) {
        return null;
      }
      var before = context.mayCommitEarly() ? State.OTHER : State.DDL_ONLY;
      return Refusals.whyNotOutside(
          before, "what stands before it in its text", refuse, journal.standing().why());
    }
    boolean hasPlan = !Judged.isRefused(judge.decideAll(script, catalog, FRESH, allowedNow));
    return hasPlan
        ? Refusals.whyNotOutside(
            context.state(), tracker.deeds().worst(), refuse, journal.standing().why())
        : null;
  }

  /** True where every refused statement of a text would be done by itself. */
  private boolean hasPlansApart(List<Verdict> verdicts, LiveCatalog catalog) {
    return verdicts.stream()
        .filter(verdict -> verdict.decision() instanceof Decision.Refuse)
        .map(verdict -> parse(verdict.source().withComments()))
        .noneMatch(alone -> Judged.isRefused(judge.decideAll(alone, catalog, FRESH, Set.of())));
  }

  private Script parse(String sql) {
    return Script.parse(sql, session.connection().getStandardConformingStrings());
  }

  /** What cannot stand in one transaction with the rest of a batch may stand by itself. */
  List<Verdict> standingAlone(List<Verdict> verdicts, Set<String> allowedBefore)
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

  /** True where the transaction may be left for what wants none around it. */
  boolean mayStepOutside() throws SQLException {
    return context(LiveCatalog.open(session.connection()), true).mayStepOutside();
  }
}
