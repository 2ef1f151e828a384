package io.safeddl.rule;

import io.safeddl.effect.Effects.IndexBuild;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.rule.advice.Paste;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Work that must take its time, under a limit that will end it. */
final class TimeoutEndsBuild implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "timeout-ends-build",
          "A concurrent build or a validation runs under a time limit that will end it",
          Severity.WARNING,
          RuleInfo.Group.TIMEOUT);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var limits = question.surroundings().limits();
    if ((!limits.lock().isOn() && !limits.statement().isOn())
        || !question.worksLong()
        || !question.strongLocks().isEmpty()) {
      return List.of();
    }
    var build = build(question);
    var waits = question.has(Trait.WAITS_FOR_TRANSACTIONS) && limits.lock().isOn();
    if (!waits && !limits.statement().isOn()) {
      return List.of();
    }
    var limit = limits.statement().isOn() ? "statement_timeout" : "lock_timeout";
    var table = build == null ? null : build.table();
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            table,
            build == null ? null : build.under(),
            (table == null ? "The statement reads a whole table" : Words.table(table))
                + (build == null ? "" : " is indexed while writes go on, which waits for others")
                + " and takes its time, but "
                + limit
                + " ends it before"
                + (build == null
                    ? "."
                    : ", and what remains is an INVALID index that every write keeps up."),
            instead(question).text()));
  }

  private static @Nullable IndexBuild build(Question question) {
    var builds = question.effects().builds();
    return builds.isEmpty() ? null : builds.get(0);
  }

  private static Paste instead(Question question) {
    return new Paste()
        .run("SET lock_timeout = 0")
        .run("SET statement_timeout = 0")
        .run(question.source().text())
        .run("RESET statement_timeout")
        .run("RESET lock_timeout");
  }
}
