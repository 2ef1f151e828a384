package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.EffectReader;
import io.safeddl.effect.RelationRef;
import io.safeddl.effect.TransactionContext;
import io.safeddl.rule.Question;
import io.safeddl.rule.Rule;
import io.safeddl.rule.Rules;
import io.safeddl.rule.Surroundings;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Asks every rule about a statement, be it the user's or a step of ours. */
final class Judge {
  private final Policy policy;

  /** The rules that are asked at run time, and in a review. */
  private final List<Rule> atRunTime;

  private final List<Rule> inReview;

  Judge(Policy policy) {
    this.policy = policy;
    this.atRunTime = Rules.ALL.stream().filter(rule -> policy.asks(rule.info(), false)).toList();
    this.inReview = Rules.ALL.stream().filter(rule -> policy.asks(rule.info(), true)).toList();
  }

  /** What the rules are asked: the statement, and what PostgreSQL will do. */
  Question question(
      SourceStatement source,
      Statement statement,
      Catalog catalog,
      TransactionContext transaction) {
    return question(source, statement, catalog, transaction, Surroundings.NONE);
  }

  /** The same in a file. */
  Question question(
      SourceStatement source,
      Statement statement,
      Catalog catalog,
      TransactionContext transaction,
      Surroundings surroundings) {
    return new Question(
        source,
        statement,
        EffectReader.effects(statement, catalog, transaction),
        catalog,
        transaction,
        large(catalog, surroundings),
        policy.limitOnRows(),
        surroundings);
  }

  /** What this release has made is empty when it is deployed, and nobody uses it yet. */
  private Predicate<RelationRef> large(Catalog catalog, Surroundings surroundings) {
    var large = policy.large(catalog);
    var release = surroundings.release();
    return release == null ? large : ref -> large.test(ref) && !release.isNew(ref);
  }

  /**
   * What the policy makes of what they find.
   *
   * @param allowed ids of the rules that the user has allowed
   */
  Ruling rule(Question question, Set<String> allowed) {
    var isReview = question.surroundings().isReview();
    var found = Rules.judge(isReview ? inReview : atRunTime, question);
    return Ruling.of(policy, found, allowed, isReview);
  }
}
