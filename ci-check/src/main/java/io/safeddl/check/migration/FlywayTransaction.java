package io.safeddl.check.migration;

import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Span;
import io.safeddl.sql.Token;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Flyway's own view of which statements can run in a transaction, which decides about the whole
 * file (flyway-database-postgresql, {@code PostgreSQLParser}; the same from 9 to 13). It looks at
 * the first words outside of parentheses that consist of letters and are no part of a dotted name.
 * It knows less than PostgreSQL does: of {@code REINDEX INDEX CONCURRENTLY}, for one, it thinks
 * that a transaction will do.
 *
 * @param without the first statement that cannot run in a transaction, as Flyway thinks
 * @param offending the first statement that is of another kind than those before it
 */
record FlywayTransaction(@Nullable Span without, @Nullable Span offending) {
  /** After so many words a statement is one for a transaction. */
  private static final int WORDS = 10;

  private static final List<Pattern> WITHOUT =
      Stream.of(
              "(CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION)",
              "ALTER SYSTEM",
              "(CREATE|DROP)( UNIQUE)? INDEX CONCURRENTLY",
              "REINDEX( VERBOSE)? (SCHEMA|DATABASE|SYSTEM)",
              "VACUUM",
              "DISCARD ALL")
          .map(Pattern::compile)
          .toList();

  /** No statement that cannot run in a transaction is without one of these words. */
  private static final List<String> TELLING =
      List.of(
          "concurrently",
          "database",
          "tablespace",
          "subscription",
          "system",
          "reindex",
          "vacuum",
          "discard");

  private static final FlywayTransaction PLAIN = new FlywayTransaction(null, null);

  /** Looks at a file's text, in which values have been put in. */
  static FlywayTransaction of(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    if (TELLING.stream().noneMatch(lower::contains)) {
      return PLAIN;
    }
    Span without = null;
    Span with = null;
    Span offending = null;
    for (var statement : Script.parse(text).statements()) {
      if (statement.tokens().isEmpty()) {
        continue;
      }
      if (cannot(statement)) {
        without = without == null ? statement.span() : without;
      } else {
        with = with == null ? statement.span() : with;
      }
      if (offending == null && with != null && without != null) {
        offending = statement.span();
      }
    }
    return new FlywayTransaction(without, offending);
  }

  private static boolean cannot(SourceStatement statement) {
    var words = new StringBuilder();
    var count = 0;
    var depth = 0;
    var tokens = statement.tokens();
    for (var i = 0; i < tokens.size() && count < WORDS; i++) {
      var token = tokens.get(i);
      if (token.isSymbol("(")) {
        depth++;
      } else if (token.isSymbol(")")) {
        depth--;
      } else if (depth == 0 && isWord(tokens, i)) {
        count++;
        words.append(count == 1 ? "" : " ").append(token.value().toUpperCase(Locale.ROOT));
        if (WITHOUT.stream().anyMatch(it -> it.matcher(words).matches())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isWord(List<Token> tokens, int index) {
    var token = tokens.get(index);
    return token.kind() == Token.Kind.WORD
        && token.value().chars().allMatch(c -> Character.isLetter(c) || c == '_')
        && !isDot(tokens, index - 1)
        && !isDot(tokens, index + 1);
  }

  private static boolean isDot(List<Token> tokens, int index) {
    return index >= 0 && index < tokens.size() && tokens.get(index).isSymbol(".");
  }
}
