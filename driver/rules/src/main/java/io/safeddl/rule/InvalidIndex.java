package io.safeddl.rule;

import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.ConcurrentIndex;
import io.safeddl.sql.tree.Statement.CreateIndex;
import java.util.List;

/** IF NOT EXISTS over what an interrupted concurrent build left behind. */
final class InvalidIndex implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "invalid-index",
          "IF NOT EXISTS silently keeps an INVALID index",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!(question.statement() instanceof CreateIndex create) || !create.ifNotExists()) {
      return List.of();
    }
    var leftover = ConcurrentIndex.invalidLeftover(create, question.catalog());
    var form = ConcurrentIndex.of(question.source(), create, question.catalog());
    if (leftover == null || form == null) {
      return List.of();
    }
    var table =
        new RelationRef(create.table(), question.catalog().relation(create.table()).orElse(null));
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            table,
            null,
            "The index "
                + leftover.name().toSql()
                + " exists but is INVALID, as an interrupted concurrent build leaves it: no query"
                + " uses it, every write keeps it up to date, and IF NOT EXISTS leaves it so.",
            form.paste().text()));
  }
}
