package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import java.util.List;

/** Nothing ends a transaction whose client has gone quiet with locks in its hands. */
final class IdleTransactionTimeout implements Rule {
  private static final long LONGEST = 600_000;

  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "idle-transaction-timeout",
          "idle_in_transaction_session_timeout is switched off or very long",
          Severity.WARNING,
          RuleInfo.Group.TIMEOUT);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var setting = Setting.of(question.source(), question.statement());
    if (setting == null || !setting.name().equals(Setting.IDLE) || setting.millis() == null) {
      return List.of();
    }
    long millis = setting.millis();
    return millis > 0 && millis <= LONGEST
        ? List.of()
        : List.of(
            Finding.of(
                INFO,
                question.source().span(),
                null,
                null,
                (millis == 0
                        ? "Without idle_in_transaction_session_timeout"
                        : "With idle_in_transaction_session_timeout = " + Setting.text(millis))
                    + " a client that hangs inside its transaction keeps all its locks, and VACUUM"
                    + " from every table, "
                    + (millis == 0 ? "until somebody ends it by hand." : "for that long."),
                new Paste()
                    .run((setting.local() ? "SET LOCAL " : "SET ") + Setting.IDLE + " = '1min'")
                    .text()));
  }
}
