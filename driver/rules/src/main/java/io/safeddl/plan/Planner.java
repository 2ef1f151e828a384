package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.Effects;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.TransactionContext;
import io.safeddl.rule.Question;
import io.safeddl.rule.Surroundings;
import io.safeddl.sql.PsqlEnds;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Turns a statement into a {@link Verdict}: reads it, computes its effects, asks every rule, and
 * decides by the policy (design section 4). Pure: the same input gives the same verdict.
 */
public final class Planner {
  private final Policy policy;
  private final Judge judge;

  public Planner(Policy policy) {
    this.policy = policy;
    this.judge = new Judge(policy);
  }

  /** Decides one statement that nothing outside its own text allows. */
  public Verdict decide(SourceStatement source, Catalog catalog, TransactionContext transaction) {
    return decide(source, catalog, transaction, Set.of());
  }

  /**
   * Decides one statement.
   *
   * @param allowed ids of the rules that the user has allowed for this statement by {@code SET
   *     LOCAL safeddl.allow} ({@link Allowance#forNext})
   */
  public Verdict decide(
      SourceStatement source,
      Catalog catalog,
      TransactionContext transaction,
      Set<String> allowed) {
    var statement = CalledBodies.in(StatementReader.read(source), catalog);
    if (policy.mode() == Policy.Mode.OFF) {
      var nothing = new Decision.PassThrough(List.of());
      return new Verdict(source, statement, Effects.NONE, nothing);
    }
    return verdict(judge.question(source, statement, catalog, transaction), allowed);
  }

  private Verdict verdict(Question question, Set<String> allowed) {
    return new Verdict(
        question.source(), question.statement(), question.effects(), decide(question, allowed));
  }

  /**
   * Judges a file as a reviewer does: with the rules that look at the release, the file and the
   * style too ({@link io.safeddl.rule.RuleInfo#checkOnly}), and what the driver would do.
   *
   * @param before the tables as the file finds them; a {@link io.safeddl.catalog.model.SchemaModel}
   *     goes on as it is
   * @param surroundings of the file: {@code Surroundings.of(release)}, or those that the review of
   *     the file before has left
   */
  public Review review(Script script, Catalog before, Review.Runs runs, Surroundings surroundings) {
    return review(script, PsqlEnds.NONE, before, runs, surroundings);
  }

  /**
   * Judges a file of {@code psql}'s.
   *
   * @param ends what {@code psql} does with its statements
   */
  public Review review(
      Script script, PsqlEnds ends, Catalog before, Review.Runs runs, Surroundings surroundings) {
    var review = new ReviewRun(script, ends, before, runs, surroundings);
    while (review.hasNext()) {
      var question = review.next(judge);
      review.follow(question, verdict(question, review.allowed()));
    }
    return review.done();
  }

  /**
   * Decides all statements of a script before the first one runs, each in the light of those before
   * it: with the tables as they leave them, the locks that they keep, and what they allow.
   */
  public List<Verdict> decideAll(Script script, Catalog catalog, TransactionContext transaction) {
    return decideAll(script, catalog, transaction, Set.of());
  }

  /**
   * Decides all statements of a script.
   *
   * @param allowed what was allowed, before the script, for its first statement
   */
  public List<Verdict> decideAll(
      Script script, Catalog catalog, TransactionContext transaction, Set<String> allowed) {
    var run = new ScriptRun(script, catalog, transaction, allowed);
    var verdicts = new ArrayList<Verdict>(script.statements().size());
    for (SourceStatement source : script.statements()) {
      var verdict = decide(source, run.catalog(), run.transaction(), run.allowed());
      verdicts.add(verdict);
      run.follow(verdict);
    }
    return List.copyOf(verdicts);
  }

  private Decision decide(Question question, Set<String> allowedBefore) {
    var allowed = Allowance.of(question.source(), allowedBefore);
    var ruled = judge.rule(question, allowed);
    var maker = new StepMaker(judge, policy.precheck(), allowed);
    var replaced = Replacement.of(question, ruled, maker);
    if (replaced != null) {
      return replaced;
    }
    if (!ruled.errors().isEmpty()) {
      return new Decision.Refuse(ruled.findings());
    }
    boolean locks = stopsOthers(question);
    return locks || isOpaque(question, ruled)
        ? new Decision.Guard(
            StrongLocks.of(question.effects()), locks && !ruled.letThrough(), ruled.findings())
        : new Decision.PassThrough(ruled.findings());
  }

  /**
   * A strong lock on what others can see. Where the catalog does not know all there is, a relation
   * that it does not know counts too; else there is none, and the server will say so.
   */
  private static boolean stopsOthers(Question question) {
    for (Lock lock : question.effects().locks()) {
      boolean exists = lock.relation().relation() != null || !question.catalog().isComplete();
      if (exists && lock.mode().isStrong() && !lock.relation().isPrivate()) {
        return true;
      }
    }
    return false;
  }

  /** What was let through without being understood gets the limits on waiting at least. */
  private static boolean isOpaque(Question question, Ruling ruled) {
    return !question.effects().unknowns().isEmpty()
        && (ruled.letThrough() || !ruled.findings().isEmpty());
  }
}
