package io.safeddl.rule;

import io.safeddl.effect.Effects.IndexBuild;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.Paste;
import java.util.List;

/** EXCLUDE: its index has no concurrent form, and the constraint cannot be NOT VALID. */
final class AddExclusion implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "add-exclusion",
          "An exclusion constraint builds its index while readers and writers wait",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var builds = question.builds(Cause.EXCLUSION);
    if (builds.isEmpty()) {
      return List.of();
    }
    var build = Words.worst(builds, IndexBuild::table);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            build.table(),
            build.under(),
            "The exclusion constraint's index on "
                + Words.table(build.table())
                + " is built under "
                + build.under().sql()
                + ": until it is complete, "
                + Words.stops(build.under())
                + "; PostgreSQL has no concurrent form of it.",
            new Paste()
                .say("make a new table with the constraint, copy the rows in batches (a trigger")
                .say("keeps both alike), and swap the names; or")
                .say(Allow.comment(INFO.id()))
                .text()));
  }
}
