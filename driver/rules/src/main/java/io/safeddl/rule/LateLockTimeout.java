package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.rule.Surroundings.Told;
import io.safeddl.rule.advice.Paste;
import java.util.List;

/** A lock_timeout set when the lock has been waited for already. */
final class LateLockTimeout implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "late-lock-timeout",
          "lock_timeout is set after a strong lock was waited for without it",
          Severity.WARNING,
          RuleInfo.Group.TIMEOUT);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!question.surroundings().hasTold(Told.NO_LOCK_TIMEOUT)) {
      return List.of();
    }
    var setting = Setting.of(question.source(), question.statement());
    if (setting == null
        || !setting.name().equals(Setting.LOCK)
        || setting.millis() == null
        || setting.millis() == 0) {
      return List.of();
    }
    var held = question.transaction().strongLocks();
    var lock = held.isEmpty() ? null : Words.worst(held, Lock::relation);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            lock == null ? null : lock.relation(),
            lock == null ? null : lock.mode(),
            "The limit comes too late for the statements before it"
                + (lock == null ? "" : ", which lock " + Words.table(lock.relation()))
                + ": those have waited without one.",
            new Paste()
                .say("as the first statement of the file:")
                .run(question.source().text())
                .text()));
  }
}
