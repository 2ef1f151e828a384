package io.safeddl.effect;

import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import java.util.ArrayList;
import java.util.List;

/** The tokens of an expression, and the few ways in which they are looked at. */
final class ConditionTokens {
  private ConditionTokens() {}

  /** The tokens, or none where the text is not one piece. */
  static List<Token> of(String expression) {
    var statements = Script.parse(expression).statements();
    return statements.size() == 1 ? statements.get(0).tokens() : List.of();
  }

  /** Without the parentheses that enclose all of it. */
  static List<Token> strip(List<Token> tokens) {
    var inner = tokens;
    while (inner.size() >= 2 && inner.get(0).isSymbol("(") && closes(inner)) {
      inner = inner.subList(1, inner.size() - 1);
    }
    return inner;
  }

  /** True where the first parenthesis is closed by the last token. */
  private static boolean closes(List<Token> tokens) {
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      depth += depth(tokens.get(i));
      if (depth == 0) {
        return i == tokens.size() - 1;
      }
    }
    return false;
  }

  /**
   * The parts that are joined by AND, at any depth of parentheses. Words that make an AND mean
   * something else (OR beside it, BETWEEN, CASE) leave the whole as one part.
   */
  static List<List<Token>> conjuncts(List<Token> condition) {
    List<List<Token>> parts = new ArrayList<>();
    collect(strip(condition), parts);
    return parts;
  }

  private static void collect(List<Token> tokens, List<List<Token>> parts) {
    List<Integer> ands = new ArrayList<>();
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      var token = tokens.get(i);
      depth += depth(token);
      if (depth == 0 && token.is("and")) {
        ands.add(i);
      } else if (depth == 0 && (token.is("or") || token.is("between") || token.is("case"))) {
        parts.add(tokens);
        return;
      }
    }
    if (ands.isEmpty()) {
      parts.add(tokens);
      return;
    }
    int start = 0;
    for (int and : ands) {
      collect(strip(tokens.subList(start, and)), parts);
      start = and + 1;
    }
    collect(strip(tokens.subList(start, tokens.size())), parts);
  }

  /** The parts that are joined by OR outside of all parentheses; the whole where an AND is too. */
  static List<List<Token>> disjuncts(List<Token> condition) {
    List<List<Token>> parts = new ArrayList<>();
    var tokens = strip(condition);
    int depth = 0;
    int start = 0;
    for (int i = 0; i < tokens.size(); i++) {
      var token = tokens.get(i);
      depth += depth(token);
      if (depth == 0 && (token.is("and") || token.is("between") || token.is("case"))) {
        return List.of(tokens);
      }
      if (depth == 0 && token.is("or")) {
        parts.add(strip(tokens.subList(start, i)));
        start = i + 1;
      }
    }
    parts.add(strip(tokens.subList(start, tokens.size())));
    return parts;
  }

  private static int depth(Token token) {
    if (token.isSymbol("(") || token.isSymbol("[")) {
      return 1;
    }
    return token.isSymbol(")") || token.isSymbol("]") ? -1 : 0;
  }

  /** True for the column's name alone, in parentheses or not. */
  static boolean isColumn(List<Token> tokens, String column) {
    var inner = strip(tokens);
    return inner.size() == 1
        && inner.get(0).value().equals(column)
        && (inner.get(0).kind() == Token.Kind.WORD
            || inner.get(0).kind() == Token.Kind.QUOTED_IDENTIFIER);
  }

  /** The tokens as their values, for comparison. */
  static List<String> texts(List<Token> tokens) {
    return tokens.stream().map(Token::value).toList();
  }

  /** True where the tokens end with these words. */
  static boolean endsWith(List<Token> tokens, String... words) {
    if (tokens.size() < words.length) {
      return false;
    }
    var tail = tokens.subList(tokens.size() - words.length, tokens.size());
    for (int i = 0; i < words.length; i++) {
      if (!tail.get(i).is(words[i])) {
        return false;
      }
    }
    return true;
  }
}
