package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement.Transaction;
import io.safeddl.sql.tree.Statement.Transaction.Kind;
import java.util.List;

/** BEGIN and COMMIT in a file that the migration tool runs in a transaction of its own. */
final class TransactionControl implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "transaction-control",
          "The file ends or begins a transaction inside the migration tool's own",
          Severity.ERROR,
          RuleInfo.Group.TRANSACTION);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var around = question.surroundings();
    if (!around.isReview() || !(question.statement() instanceof Transaction control)) {
      return List.of();
    }
    var kind = control.kind();
    var own = around.past().begin() != null;
    if (kind == Kind.BEGIN && question.transaction().inTransaction()) {
      var finding =
          finding(
              question,
              "There is a transaction already"
                  + (around.toolTransaction() && !own ? ", the migration tool's" : "")
                  + ": BEGIN does nothing but warn, and the next COMMIT ends the outer one.");
      return List.of(finding.withSeverity(Severity.WARNING));
    }
    return kind.ends() && around.toolTransaction()
        ? List.of(
            finding(
                question,
                control.tag()
                    + " ends the migration tool's transaction: what follows runs apart from it, and"
                    + " when that fails, the tool's books and the database differ."))
        : List.of();
  }

  private static Finding finding(Question question, String message) {
    return Finding.of(
        INFO,
        question.source().span(),
        null,
        null,
        message,
        new Paste()
            .say("without BEGIN and COMMIT; or outside the tool's transaction")
            .say("(Flyway: executeInTransaction=false; Liquibase: runInTransaction=\"false\")")
            .text());
  }
}
