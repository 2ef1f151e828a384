package io.safeddl.sql.expression;

import io.safeddl.sql.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes PostgreSQL's tokens in the spelling that every SQL parser reads alike: without comments,
 * escapes and dollar quotes, names folded. The content of literals is left out, it is never asked
 * for.
 */
final class PlainText {
  private PlainText() {}

  /** Null where a token could not be read, or parentheses lie deeper than {@code deepest}. */
  static @Nullable String of(List<Token> tokens, int deepest) {
    var text = new StringBuilder();
    var depth = 0;
    for (var token : tokens) {
      if (token.isSymbol("(") && ++depth > deepest) {
        return null;
      }
      if (token.isSymbol(")")) {
        depth--;
      }
      switch (token.kind()) {
        case WORD, NUMBER, OPERATOR, PUNCTUATION -> text.append(token.value());
        case QUOTED_IDENTIFIER ->
            text.append('"').append(token.value().replace("\"", "\"\"")).append('"');
        case STRING -> text.append("'x'");
        case BIT_STRING -> text.append('0');
        case PARAMETER -> text.append('?');
        case ERROR -> {
          return null;
        }
      }
      text.append(' ');
    }
    return text.toString();
  }
}
