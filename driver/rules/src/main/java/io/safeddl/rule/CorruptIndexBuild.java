package io.safeddl.rule;

import io.safeddl.effect.Effects.IndexBuild;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement;
import java.util.List;

/** PostgreSQL 14.0 to 14.3 may leave rows out of an index that is built concurrently. */
final class CorruptIndexBuild implements Rule {
  private static final int FIRST = 140_000;
  private static final int FIXED = 140_004;

  private static final RuleInfo INFO =
      new RuleInfo(
          "corrupt-index-build",
          "This version of PostgreSQL may leave rows out of an index that is built concurrently",
          Severity.WARNING,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (question.effects().builds().isEmpty() || !isAffected(question)) {
      return List.of();
    }
    for (IndexBuild build : question.effects().builds()) {
      if (question.large().test(build.table()) && isIndexCommand(question.statement())) {
        var version = "14." + question.catalog().serverVersionNum() % 10_000;
        return List.of(
            Finding.of(
                INFO,
                question.source().span(),
                build.table(),
                build.under(),
                "PostgreSQL "
                    + version
                    + " may leave rows of "
                    + Words.table(build.table())
                    + " that are updated meanwhile out of an index that is built concurrently:"
                    + " searches then miss them.",
                new Paste()
                    .say("update the server to 14.4 or later first; then")
                    .say("REINDEX INDEX CONCURRENTLY … what was built before")
                    .text()));
      }
    }
    return List.of();
  }

  /** A version that is given as 14 alone may be any. */
  private static boolean isAffected(Question question) {
    var version = question.catalog().serverVersionNum();
    return version < FIXED
        && (version > FIRST || (version == FIRST && question.catalog().isComplete()));
  }

  private static boolean isIndexCommand(Statement statement) {
    return statement instanceof Statement.CreateIndex || statement instanceof Statement.Reindex;
  }
}
