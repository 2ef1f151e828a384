package io.safeddl.sql;

import io.safeddl.sql.Token.Kind;
import java.util.List;

/** What makes a statement unreadable whatever its verb, and how it is named then. */
final class Unreadables {
  private Unreadables() {}

  /** Fails on a token that the lexer could not read and on a semicolon that cannot stand there. */
  static void check(SourceStatement source) {
    List<Token> tokens = source.tokens();
    if (isReadInDoubt(source)) {
      throw new Unreadable(
          "a backslash where standard_conforming_strings may be off, which decides what it means;"
              + " write strings without a backslash, or set standard_conforming_strings = on in a"
              + " statement sent before",
          source.span());
    }
    boolean mayHoldSemicolons = mayHoldSemicolons(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Kind.ERROR) {
        throw new Unreadable(describe(token), token.span());
      }
      if (!mayHoldSemicolons && token.isSymbol(";")) {
        throw new Unreadable("a semicolon inside of parentheses that are not closed", token.span());
      }
    }
  }

  private static boolean isReadInDoubt(SourceStatement source) {
    return source.stringsInDoubt() && source.text().indexOf('\\') >= 0;
  }

  private static String describe(Token token) {
    String text = token.value();
    if (text.indexOf('\0') >= 0) {
      return "a NUL character, which no server accepts";
    }
    if (text.startsWith("/*")) {
      return "a comment that is not closed";
    }
    if (text.length() > 1 && (text.indexOf('\'') >= 0 || text.indexOf('"') >= 0)) {
      return "a quoted text that is not closed or not well formed";
    }
    return text.length() > 1
        ? "text that cannot be read from here on"
        : "a character that SQL does not have here";
  }

  /** Rules and routines may hold statements of their own. */
  private static boolean mayHoldSemicolons(List<Token> tokens) {
    if (!tokens.get(0).is("create")) {
      return false;
    }
    int kind = 1;
    if (tokens.size() > 3 && tokens.get(1).is("or") && tokens.get(2).is("replace")) {
      kind = 3;
    }
    return kind < tokens.size()
        && (tokens.get(kind).is("rule")
            || tokens.get(kind).is("function")
            || tokens.get(kind).is("procedure"));
  }

  /** The words of a command tag, as far as they can be told: {@code ALTER TABLE}, {@code FOO}. */
  static String tag(SourceStatement source) {
    List<Token> tokens = source.tokens();
    if (tokens.get(0).kind() != Kind.WORD) {
      return "";
    }
    String verb = tokens.get(0).value();
    boolean twoWords =
        (verb.equals("create") || verb.equals("alter") || verb.equals("drop"))
            && tokens.size() > 1
            && tokens.get(1).kind() == Kind.WORD;
    return Identifiers.upper(twoWords ? verb + " " + tokens.get(1).value() : verb);
  }
}
