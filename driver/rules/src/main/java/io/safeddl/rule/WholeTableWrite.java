package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.effect.LockMode;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.BatchAdvice;
import io.safeddl.sql.expression.Queries;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that changes all rows of a large table, or as many as another one has, at once. */
final class WholeTableWrite implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "whole-table-write",
          "A statement writes every row of a large table in one transaction",
          Severity.ERROR,
          RuleInfo.Group.DATA);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var source = isMeant(question) ? null : source(question);
    if (!isMeant(question) && source == null) {
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
            (source == null
                    ? "Every row of " + Words.table(table)
                    : "A row of " + Words.table(table) + " for every row of " + Words.table(source))
                + " is written in one transaction: each stays locked against other writers until"
                + " the end, the table grows by a dead version of each, and VACUUM is held back all"
                + " the while.",
            BatchAdvice.of(question.source(), question.statement(), table).text()));
  }

  /** True where the whole table is written, whatever else is. */
  static boolean isMeant(Question question) {
    return question.has(Trait.WHOLE_TABLE_WRITE);
  }

  /** The large table for each of whose rows one is written, or null. */
  static @Nullable RelationRef source(Question question) {
    if (!question.has(Trait.WHOLE_SOURCE_WRITE)) {
      return null;
    }
    for (Statement part : question.parts()) {
      if (part instanceof Statement.Data data) {
        for (var name : Queries.facts(data.text().text()).read()) {
          var table = question.ref(name);
          if (question.large().test(table)) {
            return table;
          }
        }
      }
    }
    return null;
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
