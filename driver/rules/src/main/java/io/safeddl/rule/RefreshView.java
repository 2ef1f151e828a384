package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement.RefreshMaterializedView;
import java.util.List;

/** REFRESH without CONCURRENTLY: readers of the view wait for the whole query. */
final class RefreshView implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "refresh-materialized-view",
          "A materialized view cannot be read while it is refreshed",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  /** True where this rule speaks of the statement's rewrites. */
  static boolean isMeant(Question question) {
    return question.statement() instanceof RefreshMaterializedView;
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!(question.statement() instanceof RefreshMaterializedView refresh)) {
      return List.of();
    }
    var rewrites = question.rewrites();
    if (rewrites.isEmpty()) {
      return List.of();
    }
    var rewrite = rewrites.get(0);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            rewrite.relation(),
            rewrite.under(),
            "While the query runs, "
                + Words.table(rewrite.relation())
                + " is under "
                + rewrite.under().sql()
                + ": every read of it waits.",
            new Paste()
                .say("needs a unique index on plain columns, and a view that is populated:")
                .run("REFRESH MATERIALIZED VIEW CONCURRENTLY " + refresh.name().toSql())
                .text()));
  }
}
