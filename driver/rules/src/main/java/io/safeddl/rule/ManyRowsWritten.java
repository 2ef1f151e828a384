package io.safeddl.rule;

import io.safeddl.effect.LockMode;
import io.safeddl.rule.advice.BatchAdvice;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A data statement that, by the planner's estimate, writes more rows than {@code maxRows}. */
final class ManyRowsWritten implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "many-rows-written",
          "A statement writes very many rows of a large table in one transaction",
          Severity.ERROR,
          RuleInfo.Group.DATA);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var data = data(question.statement());
    if (data == null
        || question.maxRows() == Long.MAX_VALUE
        || WholeTableWrite.isMeant(question)
        || WholeTableWrite.source(question) != null) {
      return List.of();
    }
    var tables = WholeTableWrite.tables(question);
    if (tables.isEmpty()) {
      return List.of();
    }
    var rows = question.catalog().estimatedRows(data.text().text());
    if (rows.isEmpty() || rows.getAsLong() <= question.maxRows()) {
      return List.of();
    }
    var table = Words.worst(tables, each -> each);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            table,
            LockMode.ROW_EXCLUSIVE,
            "The planner expects this to write about "
                + number(rows.getAsLong())
                + " rows of "
                + Words.table(table)
                + " in one transaction (maxRows is "
                + number(question.maxRows())
                + "): each stays locked against other writers until the end, and VACUUM is held"
                + " back all the while.",
            BatchAdvice.of(question.source(), data, table).text()));
  }

  /** The writing statement: this one, or that which EXPLAIN ANALYZE runs. */
  private static Statement.@Nullable Data data(Statement statement) {
    if (statement instanceof Statement.Explain explain) {
      return explain.analyze() ? data(explain.inner()) : null;
    }
    return statement instanceof Statement.Data data
            && (data.target() != null || !data.writes().isEmpty())
        ? data
        : null;
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
