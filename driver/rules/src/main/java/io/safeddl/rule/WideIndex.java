package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement.CreateIndex;
import java.util.List;

/** An index of many columns. */
final class WideIndex implements Rule {
  private static final int MANY = 4;

  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "wide-index",
          "An index on a large table has more than three key columns",
          Severity.WARNING,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!(question.statement() instanceof CreateIndex create)
        || create.unique()
        || create.elements().size() < MANY
        || !create.method().equals("btree")) {
      return List.of();
    }
    var table = question.ref(create.table());
    return !question.large().test(table)
        ? List.of()
        : List.of(
            Finding.of(
                INFO,
                question.source().span(),
                table,
                null,
                "The index has "
                    + create.elements().size()
                    + " key columns: "
                    + Words.table(table)
                    + " pays for each at every write, and a search uses the later ones only where"
                    + " it gives the ones before.",
                new Paste()
                    .say("the columns that searches give as equal first, at most three of them;")
                    .say("what is only read along with them: INCLUDE (…)")
                    .text()));
  }
}
