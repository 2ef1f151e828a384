package io.safeddl.backfill.recipe;

import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import io.safeddl.sql.Token.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Definitions that the server printed, cut where they must be. Names may hold any word. */
final class ServerText {
  private static final String NOT_VALID = " NOT VALID";

  /** CREATE STATISTICS schema . name. */
  private static final int BEHIND_NAME = 5;

  private static final List<String> ASKS_FOR_NULL = List.of("is", "case", "null", "coalesce");

  /** What may stand before a bracket, and is no function. */
  private static final List<String> STRICT =
      List.of("check", "and", "or", "not", "any", "all", "array", "in");

  private ServerText() {}

  /**
   * An index behind its name and its table's: from USING on.
   *
   * @param tablespace its own, quoted, which the server leaves out; empty where it has none
   */
  static String index(String definition, String tablespace) {
    var using = start(definition, token -> token.is("using"));
    if (tablespace.isEmpty()) {
      return definition.substring(using);
    }
    var where =
        tokens(definition).stream()
            .filter(token -> token.is("where"))
            .mapToInt(Token::start)
            .findFirst()
            .orElse(definition.length());
    return definition.substring(using, where).stripTrailing()
        + " TABLESPACE "
        + tablespace
        + (where < definition.length() ? " " + definition.substring(where) : "");
  }

  /** A key behind PRIMARY KEY or UNIQUE. */
  static String key(String definition) {
    var tokens = tokens(definition);
    return definition.substring(tokens.get(tokens.get(0).is("primary") ? 2 : 1).start());
  }

  /** Statistics behind their name: the kinds where they are said, ON and the columns, FROM. */
  static String statistics(String definition, Map<String, String> columns) {
    var tokens = tokens(definition);
    // An expression before it may hold that word: extract(year from at).
    var from =
        tokens.stream()
            .filter(token -> token.is("from"))
            .mapToInt(Token::start)
            .max()
            .orElseThrow();
    return Renaming.of(definition.substring(tokens.get(BEHIND_NAME).start(), from), columns)
        + definition.substring(from);
  }

  /** A constraint without NOT VALID. */
  static String constraint(String definition) {
    return definition.endsWith(NOT_VALID)
        ? definition.substring(0, definition.length() - NOT_VALID.length())
        : definition;
  }

  /**
   * A foreign key.
   *
   * @param here what replaces the columns of the table that it is on
   * @param there what replaces those of the table that it points at
   */
  static String foreignKey(String text, Map<String, String> here, Map<String, String> there) {
    var definition = constraint(text);
    var references = start(definition, token -> token.is("references"));
    var open = start(definition, token -> token.isSymbol("(") && token.start() > references);
    var close = start(definition, token -> token.isSymbol(")") && token.start() > open) + 1;
    return Renaming.of(definition.substring(0, references), here)
        + definition.substring(references, open)
        + Renaming.of(definition.substring(open, close), there)
        // ON DELETE SET NULL (a) names columns too, from 15 on.
        + Renaming.of(definition.substring(close), here);
  }

  /**
   * Whether a CHECK is surely not made false by a null: the operators of the server give null for
   * it, which fulfils a CHECK; functions and what asks for null may not.
   */
  static boolean isFulfilledByNull(String check) {
    var tokens = tokens(check);
    for (var i = 0; i < tokens.size(); i++) {
      var token = tokens.get(i);
      var called =
          i + 1 < tokens.size()
              && tokens.get(i + 1).isSymbol("(")
              && (token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_IDENTIFIER);
      if (ASKS_FOR_NULL.stream().anyMatch(token::is)
          || (called && STRICT.stream().noneMatch(token::is))) {
        return false;
      }
    }
    return true;
  }

  private static List<Token> tokens(String text) {
    return Script.parse(text).statements().get(0).tokens();
  }

  private static int start(String text, Predicate<Token> wanted) {
    return tokens(text).stream()
        .filter(wanted)
        .findFirst()
        .map(Token::start)
        .orElseThrow(() -> new IllegalStateException("not as the server prints it: " + text));
  }
}
