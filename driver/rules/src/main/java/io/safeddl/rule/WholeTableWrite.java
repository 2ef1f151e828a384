package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.effect.LockMode;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.BatchAdvice;
import java.util.ArrayList;
import java.util.List;

/** An UPDATE or DELETE of all rows of a large table, in one transaction. */
final class WholeTableWrite implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "whole-table-write",
          "An UPDATE or DELETE touches every row of a large table in one transaction",
          Severity.ERROR,
          RuleInfo.Group.DATA);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!question.has(Trait.WHOLE_TABLE_WRITE)) {
      return List.of();
    }
    var tables = tables(question);
    if (tables.isEmpty()) {
      return List.of();
    }
    var table = Words.worst(tables, each -> each);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            table,
            LockMode.ROW_EXCLUSIVE,
            "Every row of "
                + Words.table(table)
                + " is written in one transaction: each stays locked against other writers until"
                + " the end, the table grows by a dead version of every row, and VACUUM is held"
                + " back all the while.",
            BatchAdvice.of(question.source(), question.statement(), table).text()));
  }

  /** The tables written that are large, by their size and by their number of rows. */
  static List<RelationRef> tables(Question question) {
    var tables = new ArrayList<RelationRef>();
    for (Lock lock : question.effects().locks()) {
      if (lock.mode() == LockMode.ROW_EXCLUSIVE && question.large().test(lock.relation())) {
        tables.add(lock.relation());
      }
    }
    return tables;
  }
}
