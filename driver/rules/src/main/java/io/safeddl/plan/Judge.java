package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.EffectReader;
import io.safeddl.effect.TransactionContext;
import io.safeddl.rule.Question;
import io.safeddl.rule.Rules;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import java.util.Set;

/** Asks every rule about a statement, be it the user's or a step of ours. */
final class Judge {
  private final Policy policy;

  Judge(Policy policy) {
    this.policy = policy;
  }

  /** What the rules are asked: the statement, and what PostgreSQL will do. */
  Question question(
      SourceStatement source,
      Statement statement,
      Catalog catalog,
      TransactionContext transaction) {
    return new Question(
        source,
        statement,
        EffectReader.effects(statement, catalog, transaction),
        catalog,
        transaction,
        policy.large(catalog),
        policy.limitOnRows());
  }

  /**
   * What the policy makes of what they find.
   *
   * @param allowed ids of the rules that the user has allowed
   */
  Ruling rule(Question question, Set<String> allowed) {
    return Ruling.of(policy, Rules.judge(question), allowed);
  }
}
