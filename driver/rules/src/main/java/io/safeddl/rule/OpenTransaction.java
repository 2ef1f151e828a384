package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement.Transaction;
import io.safeddl.sql.tree.Statement.Transaction.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transaction that the file begins and nobody ends. */
final class OpenTransaction implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "open-transaction",
          "The file begins a transaction and does not end it",
          Severity.ERROR,
          RuleInfo.Group.TRANSACTION);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var around = question.surroundings();
    if (!around.last() || around.toolTransaction()) {
      return List.of();
    }
    var begin = around.past().begin();
    if (question.statement() instanceof Transaction control) {
      begin = control.kind() == Kind.BEGIN ? question.source() : open(control, around);
    }
    return begin == null
        ? List.of()
        : List.of(
            Finding.of(
                INFO,
                begin.span(),
                null,
                null,
                "The transaction that begins here is open at the end of the file: all it did is"
                    + " rolled back when the session ends, or kept locked until then.",
                new Paste().say("at the end of the file:").run("COMMIT").text()));
  }

  private static @Nullable SourceStatement open(Transaction control, Surroundings around) {
    return switch (control.kind()) {
      case COMMIT, ROLLBACK, PREPARE -> null;
      default -> around.past().begin();
    };
  }
}
