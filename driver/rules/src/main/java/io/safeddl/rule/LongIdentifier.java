package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.Statement;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A name that PostgreSQL cuts off. */
final class LongIdentifier implements Rule {
  /** NAMEDATALEN - 1 (manual 4.1.1). */
  private static final int LONGEST = 63;

  private static final int BYTES_OF_A_CHAR = 3;

  private static final RuleInfo INFO =
      RuleInfo.ofDesign("long-identifier", "A name is longer than the 63 bytes that are kept");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (question.statement() instanceof Statement.Data) {
      return List.of();
    }
    for (Token token : question.source().tokens()) {
      if (isTooLong(token)) {
        return List.of(
            Finding.of(
                INFO,
                token.span(),
                null,
                null,
                "PostgreSQL keeps the first 63 bytes of "
                    + token.value()
                    + " and drops the rest with a notice: two names may become one.",
                new Paste().say("a name of 63 bytes at most").text()));
      }
    }
    return List.of();
  }

  private static boolean isTooLong(Token token) {
    var name = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED_IDENTIFIER;
    return name
        && token.value().length() * BYTES_OF_A_CHAR > LONGEST
        && token.value().getBytes(StandardCharsets.UTF_8).length > LONGEST;
  }
}
