package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import java.util.List;

/** A lock_timeout under which the application may stand still for long. */
final class LongLockTimeout implements Rule {
  /** As long as an application's own timeouts are, at most. */
  private static final long LONGEST = 5_000;

  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "long-lock-timeout",
          "lock_timeout is longer than the application can stand still",
          Severity.WARNING,
          RuleInfo.Group.TIMEOUT);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var setting = Setting.of(question.source(), question.statement());
    if (setting == null || !setting.name().equals(Setting.LOCK) || setting.millis() == null) {
      return List.of();
    }
    long millis = setting.millis();
    return millis <= LONGEST
        ? List.of()
        : List.of(
            Finding.of(
                INFO,
                question.source().span(),
                null,
                null,
                "With lock_timeout = "
                    + Setting.text(millis)
                    + " each statement that finds its table in use keeps every later query of that"
                    + " table waiting for up to "
                    + Setting.text(millis)
                    + ".",
                new Paste()
                    .run((setting.local() ? "SET LOCAL" : "SET") + " lock_timeout = '2s'")
                    .say("and try again when it fails")
                    .text()));
  }
}
