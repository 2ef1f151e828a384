package io.safeddl.sql;

import io.safeddl.sql.Token.Kind;
import io.safeddl.sql.tree.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** A place in the tokens of one statement, with the moves that a grammar is written in. */
final class Cursor {
  private final String script;
  private final List<Token> tokens;
  private final Token end;
  private final int nesting;
  private int position;
  private int currentPosition = -1;
  private Token current;

  Cursor(SourceStatement source) {
    this(source, 0);
  }

  Cursor(SourceStatement source, int nesting) {
    this(source.script(), source.tokens(), source.span().end(), nesting);
  }

  Cursor(String script, List<Token> tokens, int endOffset, int nesting) {
    this.nesting = nesting;
    this.script = script;
    this.tokens = tokens;
    this.end = new Token(Kind.ERROR, endOffset, endOffset, "");
    this.current = end;
  }

  /** The next token; behind the last one an empty {@link Kind#ERROR}. */
  Token peek() {
    if (currentPosition != position) {
      current = peek(0);
      currentPosition = position;
    }
    return current;
  }

  Token peek(int ahead) {
    int index = position + ahead;
    return index < tokens.size() ? tokens.get(index) : end;
  }

  Token advance() {
    Token token = peek();
    if (position < tokens.size()) {
      position++;
    }
    return token;
  }

  /** In how many PL/pgSQL bodies the statement stands. */
  int nesting() {
    return nesting;
  }

  List<Token> tokens(int from, int to) {
    return tokens.subList(from, to);
  }

  boolean done() {
    return position >= tokens.size();
  }

  /** True where one token is left. */
  boolean isLast() {
    return position == tokens.size() - 1;
  }

  int position() {
    return position;
  }

  void moveTo(int earlier) {
    position = earlier;
  }

  boolean at(String word) {
    return peek().is(word);
  }

  boolean at(String first, String second) {
    return peek().is(first) && peek(1).is(second);
  }

  boolean atAny(String... words) {
    Token token = peek();
    for (String word : words) {
      if (token.is(word)) {
        return true;
      }
    }
    return false;
  }

  boolean atSymbol(String symbol) {
    return peek().isSymbol(symbol);
  }

  boolean accept(String word) {
    if (at(word)) {
      position++;
      return true;
    }
    return false;
  }

  /** Takes all the words or none. */
  boolean accept(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).is(words[i])) {
        return false;
      }
    }
    position += words.length;
    return true;
  }

  boolean acceptSymbol(String symbol) {
    if (atSymbol(symbol)) {
      position++;
      return true;
    }
    return false;
  }

  void expect(String... words) {
    for (String word : words) {
      if (!accept(word)) {
        throw unexpected(Identifiers.upper(word));
      }
    }
  }

  void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw unexpected(symbol);
    }
  }

  void expectEnd() {
    if (!done()) {
      throw unexpected("the end of the statement");
    }
  }

  /** {@code IF EXISTS}. */
  boolean acceptIfExists() {
    return accept("if", "exists");
  }

  /** {@code IF NOT EXISTS}. */
  boolean acceptIfNotExists() {
    return accept("if", "not", "exists");
  }

  /** {@code CASCADE} or {@code RESTRICT}; true for CASCADE. */
  boolean acceptCascade() {
    if (accept("cascade")) {
      return true;
    }
    accept("restrict");
    return false;
  }

  boolean atName() {
    Token token = peek();
    return token.kind() == Kind.QUOTED_IDENTIFIER
        || (token.kind() == Kind.WORD && !Keywords.isReserved(token.value()));
  }

  /** A name of a column, table and so on ({@code ColId}). */
  String name() {
    if (!atName()) {
      throw unexpected("a name");
    }
    return advance().value();
  }

  /** A name that may be any key word ({@code ColLabel}). */
  String label() {
    Kind kind = peek().kind();
    if (kind != Kind.WORD && kind != Kind.QUOTED_IDENTIFIER) {
      throw unexpected("a name");
    }
    return advance().value();
  }

  /** {@code [[database.]schema.]name}. */
  QualifiedName qualifiedName() {
    String schema = null;
    String name = name();
    int parts = 1;
    while (acceptSymbol(".")) {
      schema = name;
      name = label();
      if (++parts > 3) {
        throw unexpected("a name of at most three parts");
      }
    }
    return new QualifiedName(schema, name);
  }

  List<QualifiedName> qualifiedNames() {
    List<QualifiedName> names = new ArrayList<>(1);
    do {
      names.add(qualifiedName());
    } while (acceptSymbol(","));
    return names;
  }

  /** {@code (name, …)}. */
  List<String> columnList() {
    List<String> names = new ArrayList<>(2);
    expectSymbol("(");
    do {
      names.add(name());
    } while (acceptSymbol(","));
    expectSymbol(")");
    return names;
  }

  String string() {
    if (peek().kind() != Kind.STRING) {
      throw unexpected("a string");
    }
    return advance().value();
  }

  /** Skips {@code (…)}, whatever stands in it. */
  Span parentheses() {
    int start = mark();
    expectSymbol("(");
    int depth = 1;
    while (depth > 0) {
      Token token = peek();
      if (token.isSymbol("(")) {
        depth++;
      } else if (token.isSymbol(")")) {
        depth--;
      } else if (done()) {
        throw unexpected(")");
      }
      position++;
    }
    return since(start);
  }

  /** {@code (expression)}: what stands inside. */
  Expression parenthesized() {
    int first = position + 1;
    parentheses();
    int last = position - 2;
    if (last < first) {
      throw unexpected("an expression");
    }
    return expression(first, last);
  }

  /** Everything up to a comma outside of parentheses, or to the end. */
  Expression untilComma() {
    int first = position;
    while (!done() && !atSymbol(",") && !atSymbol(")")) {
      skip();
    }
    return expressionFrom(first);
  }

  /** Everything that is left; parentheses must be balanced. */
  Expression rest() {
    int first = position;
    while (!done()) {
      skip();
    }
    return expressionFrom(first);
  }

  /**
   * Takes the tokens from here up to the first one that begins something new, and gives a cursor
   * over them. The test sees a token and the one before it.
   */
  Cursor until(BiPredicate<Token, Token> begins) {
    int first = position;
    int depth = 0;
    for (position++; !done(); position++) {
      Token token = peek();
      if (token.isSymbol("(")) {
        depth++;
      } else if (token.isSymbol(")")) {
        depth--;
      } else if (depth == 0 && begins.test(tokens.get(position - 1), token)) {
        break;
      }
    }
    return slice(first, position);
  }

  /** True where the last tokens of all are these words. */
  boolean endsWith(String... words) {
    int first = tokens.size() - words.length;
    if (first < position) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      if (!tokens.get(first + i).is(words[i])) {
        return false;
      }
    }
    return true;
  }

  /** A cursor over what is left, without these last words; null where it does not end so. */
  @Nullable Cursor withoutTail(String... words) {
    return endsWith(words) ? slice(position, tokens.size() - words.length) : null;
  }

  /** Takes all that is left, where another cursor has read it. */
  void finish() {
    position = tokens.size();
  }

  /** A cursor over the tokens from one index to before another. */
  Cursor slice(int from, int to) {
    int endOffset = to == from ? mark() : tokens.get(to - 1).end();
    return new Cursor(script, tokens.subList(from, to), endOffset, nesting);
  }

  /** Skips one token, or what it opens. */
  void skip() {
    if (atSymbol("(")) {
      parentheses();
    } else if (atSymbol("[")) {
      brackets();
    } else if (atSymbol(")") || atSymbol("]")) {
      throw unexpected("an expression");
    } else {
      position++;
    }
  }

  /** Skips {@code […]}. */
  void brackets() {
    expectSymbol("[");
    int depth = 1;
    while (depth > 0) {
      Token token = peek();
      if (token.isSymbol("[")) {
        depth++;
      } else if (token.isSymbol("]")) {
        depth--;
      } else if (done()) {
        throw unexpected("]");
      }
      position++;
    }
  }

  /** The tokens from index {@code first} to the one before the cursor, as an expression. */
  Expression expressionFrom(int first) {
    if (position <= first) {
      throw unexpected("an expression");
    }
    return expression(first, position - 1);
  }

  private Expression expression(int first, int last) {
    Span span = new Span(tokens.get(first).start(), tokens.get(last).end());
    return new Expression(span.in(script), span);
  }

  /** The offset at which the next token begins. */
  int mark() {
    return peek().start();
  }

  /** From the marked offset to the last token taken. */
  Span since(int mark) {
    return new Span(mark, Math.max(mark, position == 0 ? mark : tokens.get(position - 1).end()));
  }

  /** The text from the marked offset to the last token taken. */
  String textSince(int mark) {
    return since(mark).in(script);
  }

  Span lastSpan() {
    return tokens.get(position - 1).span();
  }

  Unreadable unexpected(String wanted) {
    Token token = peek();
    String found = done() ? "the end of the statement" : "\"" + shortened(token) + "\"";
    return new Unreadable("expected " + wanted + ", found " + found, token.span());
  }

  private String shortened(Token token) {
    return token.end() - token.start() > 40
        ? script.substring(token.start(), token.start() + 37) + "..."
        : token.span().in(script);
  }
}
