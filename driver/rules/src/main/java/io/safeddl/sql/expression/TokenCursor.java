package io.safeddl.sql.expression;

import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Token;
import io.safeddl.sql.Token.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over the tokens of an expression; takes names and types. */
final class TokenCursor {
  private final List<Token> tokens;
  private int position;

  TokenCursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean atEnd() {
    return position >= tokens.size();
  }

  int position() {
    return position;
  }

  void reset(int to) {
    position = to;
  }

  Token peek() {
    return tokens.get(position);
  }

  Token next() {
    return tokens.get(position++);
  }

  /** The kind of the next token, which is taken; null at the end. */
  @Nullable Kind nextKind() {
    return atEnd() ? null : next().kind();
  }

  /** True where the token that many places ahead is this symbol. */
  boolean at(int ahead, String symbol) {
    var index = position + ahead;
    return index < tokens.size() && tokens.get(index).isSymbol(symbol);
  }

  boolean accept(String word) {
    var there = !atEnd() && peek().is(word);
    position += there ? 1 : 0;
    return there;
  }

  boolean acceptSymbol(String symbol) {
    var there = at(0, symbol);
    position += there ? 1 : 0;
    return there;
  }

  /** True where the token at this distance is a string or NULL, which have no type of their own. */
  boolean isUntyped(int distance) {
    var index = position + distance;
    return index >= 0 && (tokens.get(index).kind() == Kind.STRING || tokens.get(index).is("null"));
  }

  /** True where the token at this distance is an unquoted word. */
  boolean isWord(int distance) {
    return tokens.get(position + distance).kind() == Kind.WORD;
  }

  /** Takes a name; false where something else stands. */
  boolean nextIsName() {
    return !atEnd() && isName(next());
  }

  /** Takes {@code a}, {@code a.b} or {@code a.b.c}, of which the last two parts count. */
  @Nullable QualifiedName qualifiedName() {
    if (atEnd() || !isName(peek())) {
      return null;
    }
    var name = QualifiedName.of(next().value());
    while (acceptSymbol(".")) {
      if (atEnd() || !isName(peek())) {
        return null;
      }
      name = QualifiedName.of(name.name(), next().value());
    }
    return name;
  }

  /** Takes {@code schema . operator )}; gives the schema, "" where there is none. */
  @Nullable String qualifiedOperatorSchema() {
    var schema = "";
    while (!atEnd() && isName(peek())) {
      schema = next().value();
      if (!acceptSymbol(".")) {
        return null;
      }
    }
    return nextKind() == Kind.OPERATOR && acceptSymbol(")") ? schema : null;
  }

  /** Takes a type (manual section 8, table 8.1) with its modifiers and array bounds. */
  @Nullable QualifiedName type() {
    var unquoted = !atEnd() && peek().kind() == Kind.WORD;
    var type = qualifiedName();
    if (type == null) {
      return null;
    }
    var plain = unquoted && type.schema() == null;
    if (plain && type.name().equals("national") && !accept("char")) {
      accept("character");
    }
    var second = plain ? Words.TYPE_SECOND_WORDS.get(type.name()) : null;
    if (second != null || (plain && type.name().equals("national"))) {
      accept(second == null ? "varying" : second);
    }
    if (plain && type.name().equals("interval")) {
      intervalFields();
    }
    if (!modifiers()) {
      return null;
    }
    if (plain && (type.name().equals("time") || type.name().equals("timestamp"))) {
      timeZone();
    }
    return bounds() ? type : null;
  }

  /** {@code day to second(3)}. */
  void intervalFields() {
    while (!atEnd()
        && peek().kind() == Kind.WORD
        && (Words.INTERVAL_FIELDS.contains(peek().value()) || peek().is("to"))) {
      next();
      modifiers();
    }
  }

  private void timeZone() {
    var start = position;
    if (!((accept("with") || accept("without")) && accept("time") && accept("zone"))) {
      position = start;
    }
  }

  private boolean modifiers() {
    if (!at(0, "(")) {
      return true;
    }
    while (!atEnd() && !at(0, ")")) {
      next();
    }
    return acceptSymbol(")");
  }

  private boolean bounds() {
    accept("array");
    while (acceptSymbol("[")) {
      if (!atEnd() && peek().kind() == Kind.NUMBER) {
        next();
      }
      if (!acceptSymbol("]")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isName(Token token) {
    return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_IDENTIFIER;
  }
}
