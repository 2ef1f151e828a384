package io.safeddl.rule;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.rule.advice.ConcurrentIndex;
import io.safeddl.rule.advice.Paste;
import java.util.List;

/** CONCURRENTLY, VACUUM and their like inside a transaction that cannot be left. */
final class ConcurrentlyInTransaction implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "concurrently-in-transaction",
          "The statement cannot run inside a transaction",
          Severity.ERROR,
          RuleInfo.Group.TRANSACTION);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var transaction = question.transaction();
    if (!transaction.inTransaction() || !question.has(Trait.FORBIDDEN_IN_TRANSACTION)) {
      return List.of();
    }
    if (transaction.mayStepOutside()
        && !isHeld(question.surroundings())
        && (question.has(Trait.WAITS_FOR_TRANSACTIONS) || isIndexCommand(question))) {
      return List.of();
    }
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            null,
            null,
            question.statement().tag()
                + " in this form is an error inside a transaction block (SQLSTATE 25001)"
                + (transaction.mayStepOutside()
                    ? "."
                    : ", and this transaction has already done something that cannot be committed"
                        + " early."),
            new Paste()
                .say("in a migration of its own that runs outside a transaction")
                .say("(Flyway: executeInTransaction=false; Liquibase: runInTransaction=\"false\"):")
                .run(question.source().text())
                .text()));
  }

  /**
   * The driver would end a transaction that has done nothing; a review is of the file as it is. A
   * text of one statement is no transaction.
   */
  private static boolean isHeld(Surroundings around) {
    return around.isReview() && (around.toolTransaction() || !around.last());
  }

  private static boolean isIndexCommand(Question question) {
    return ConcurrentIndex.of(question.source(), question.statement(), question.catalog()) != null;
  }
}
