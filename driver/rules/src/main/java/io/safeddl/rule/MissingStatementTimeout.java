package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.rule.advice.Paste;
import java.util.List;

/** A strong lock under which a statement may work as long as it likes. */
final class MissingStatementTimeout implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "missing-statement-timeout",
          "A statement takes a strong lock without statement_timeout",
          Severity.OFF,
          RuleInfo.Group.TIMEOUT,
          true);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!is(question)) {
      return List.of();
    }
    var locks = question.strongLocks();
    var lock = Words.worst(locks, Lock::relation);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            lock.relation(),
            lock.mode(),
            "Nothing limits how long the statement holds "
                + lock.mode().sql()
                + " on "
                + Words.table(lock.relation())
                + "; meanwhile "
                + Words.stops(lock.mode())
                + Words.others(locks, Lock::relation)
                + ". Told once for this file.",
            new Paste().run("SET statement_timeout = '5s'").run(question.source().text()).text()));
  }

  /** True for the first statement of the file that locks so. */
  static boolean is(Question question) {
    var around = question.surroundings();
    return around.isReview()
        && !around.limits().statement().isOn()
        && !around.hasTold(Surroundings.Told.NO_STATEMENT_TIMEOUT)
        && !question.strongLocks().isEmpty();
  }
}
