package io.safeddl.backfill.spec;

import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import io.safeddl.sql.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * SQL that a spec file holds, looked at for what would change the meaning of the text around it.
 * What it means is left to the server. All throw IllegalArgumentException: what is expected.
 */
final class SqlText {
  private static final Map<String, String> CLOSING = Map.of("(", ")", "[", "]");

  private SqlText() {}

  /** A table's name, with its schema. */
  static TableName table(String text) {
    var names = names(text);
    if (names.size() != 2) {
      throw new IllegalArgumentException("a table with its schema, such as public.file");
    }
    return new TableName(names.get(0), names.get(1));
  }

  /** A column's name. */
  static String column(String text) {
    var names = names(text);
    if (names.size() != 1) {
      throw new IllegalArgumentException(
          "a column, as SQL would have it: in double quotes where it is not in small letters");
    }
    return names.get(0);
  }

  private static List<String> names(String text) {
    var tokens = tokens(text);
    var names = new ArrayList<String>();
    for (var i = 0; i < tokens.size(); i++) {
      var token = tokens.get(i);
      var isName = token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_IDENTIFIER;
      if (i % 2 == 0 ? !isName : !token.isSymbol(".")) {
        return List.of();
      }
      if (isName && !CutName.fits(token.value())) {
        throw new IllegalArgumentException("a name of " + CutName.LONGEST + " bytes at most");
      }
      if (isName) {
        names.add(token.value());
      }
    }
    return tokens.size() % 2 == 1 ? names : List.of();
  }

  /** An expression or a type: one piece, without a comment, a semicolon or a parameter. */
  static String piece(String text) {
    var tokens = tokens(text);
    var open = new ArrayDeque<String>();
    for (var token : tokens) {
      if (token.kind() == Kind.PARAMETER) {
        throw new IllegalArgumentException(
            "SQL without parameters, and without operators that are written with a question mark:"
                + " there is a function for each");
      }
      var closing = CLOSING.get(token.value());
      if (token.kind() == Kind.PUNCTUATION && closing != null) {
        open.push(closing);
      } else if (token.isSymbol(")") || token.isSymbol("]")) {
        if (!token.value().equals(open.poll())) {
          throw new IllegalArgumentException("SQL whose brackets are closed in order");
        }
      }
    }
    if (!open.isEmpty()) {
      throw new IllegalArgumentException("SQL whose brackets are all closed");
    }
    return text.strip();
  }

  /** A query. */
  static String query(String text) {
    var tokens = tokens(text);
    if (!tokens.get(0).is("select") && !tokens.get(0).is("with")) {
      throw new IllegalArgumentException("a query that gives true or false, such as select ...");
    }
    return piece(text);
  }

  private static List<Token> tokens(String text) {
    var statements = Script.parse(text).statements();
    if (statements.size() != 1) {
      throw new IllegalArgumentException("one piece of SQL, without a semicolon");
    }
    var tokens = statements.get(0).tokens();
    var end = 0;
    for (var token : tokens) {
      if (token.kind() == Kind.ERROR) {
        throw new IllegalArgumentException("SQL whose quotes are closed");
      }
      if (!text.substring(end, token.start()).isBlank()) {
        throw new IllegalArgumentException("SQL without a comment");
      }
      end = token.end();
    }
    if (tokens.isEmpty() || !text.substring(end).isBlank()) {
      throw new IllegalArgumentException("one piece of SQL, without a comment or a semicolon");
    }
    return tokens;
  }
}
