package io.safeddl.rule;

import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.IndexBuild;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.ColumnAdvice;
import io.safeddl.rule.advice.ConcurrentForm;
import io.safeddl.rule.advice.ConcurrentIndex;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.AlterAction.AlterColumnType;
import java.util.List;

/** An index built, or built anew, while others wait. */
final class BlockingIndexBuild implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "blocking-index-build",
          "An index is built while writers, or readers too, wait",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var builds = question.builds(Cause.OTHER);
    if (builds.isEmpty() || Rewritten.contains(question, builds)) {
      return List.of();
    }
    var build = Words.worst(builds, IndexBuild::table);
    var message =
        (build.index().isEmpty() ? "An index" : "The index " + build.index())
            + " on "
            + Words.table(build.table())
            + " is built under "
            + build.under().sql()
            + ": until it is complete, "
            + stops(build)
            + Words.others(builds, IndexBuild::table)
            + ".";
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            build.table(),
            build.under(),
            message,
            instead(question).text()));
  }

  /** A materialized view has readers alone, who wait for the index itself. */
  private static String stops(IndexBuild build) {
    var relation = build.table().relation();
    return relation != null && relation.kind() == Relation.Kind.MATERIALIZED_VIEW
        ? "every read of it waits"
        : Words.stops(build.under());
  }

  private static Paste instead(Question question) {
    var form = ConcurrentIndex.of(question.source(), question.statement(), question.catalog());
    if (form instanceof ConcurrentForm.Impossible impossible) {
      return new Paste().say(impossible.reason()).add(impossible.paste());
    }
    if (form != null) {
      return form.paste();
    }
    var paste = new Paste();
    for (AlterColumnType change : question.actions(AlterColumnType.class)) {
      paste.add(ColumnAdvice.changeType(question.target(), change));
    }
    return paste.isEmpty() ? paste.say(Allow.comment(INFO.id())) : paste;
  }
}
