package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.Token;
import java.util.List;

/** A label added to an enum, used before its transaction has committed. */
final class NewEnumValue implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "new-enum-value",
          "A new enum value is used in the transaction that adds it",
          Severity.WARNING,
          RuleInfo.Group.TRANSACTION);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (question.transaction().newEnumValues().isEmpty()) {
      return List.of();
    }
    for (Token token : question.source().tokens()) {
      if (token.kind() == Token.Kind.STRING
          && question.transaction().newEnumValues().contains(token.value())) {
        return List.of(
            Finding.of(
                INFO,
                token.span(),
                null,
                null,
                "The enum value '"
                    + token.value()
                    + "' was added by this transaction and cannot be used before it commits"
                    + " (SQLSTATE 55P04), unless the type was created in it too (17 and later).",
                new Paste().say("ALTER TYPE … ADD VALUE in a migration of its own").text()));
      }
    }
    return List.of();
  }
}
