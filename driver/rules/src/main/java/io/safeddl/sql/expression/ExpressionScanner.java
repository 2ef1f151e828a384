package io.safeddl.sql.expression;

import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Token;
import io.safeddl.sql.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scalar expression from its tokens in one pass, without recursion: which names are
 * functions, which columns, which types (manual section 4.2).
 *
 * <p>It keeps count of operands and operators, and gives up where two operands meet, where a
 * parenthesis does not close, or where a sub-query, a window or a parameter stands: what it does
 * not understand is unknown, never left out.
 */
final class ExpressionScanner {
  private final TokenCursor tokens;
  private final Set<QualifiedName> functions = new LinkedHashSet<>();
  private final Set<String> columns = new LinkedHashSet<>();
  private final Set<QualifiedName> casts = new HashSet<>();
  private final Set<String> operators = new HashSet<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private Volatility constructs = Volatility.IMMUTABLE;

  /** True where the tokens so far end in an operand, so that only an operator may follow. */
  private boolean operand;

  /** An open parenthesis or bracket; of CAST the position behind it, else -1. */
  private record Frame(String close, int cast) {}

  private ExpressionScanner(List<Token> tokens) {
    this.tokens = new TokenCursor(tokens);
  }

  static Reading read(List<Token> tokens) {
    var scanner = new ExpressionScanner(tokens);
    return scanner.scan() ? scanner.reading() : Reading.UNKNOWN;
  }

  private Reading reading() {
    return new Reading(
        new ExpressionFacts(functions, columns, columns.isEmpty(), true),
        constructs,
        casts,
        operators);
  }

  private boolean scan() {
    while (!tokens.atEnd()) {
      var understood =
          switch (tokens.peek().kind()) {
            case WORD -> word(tokens.peek());
            case QUOTED_IDENTIFIER -> name();
            case STRING, BIT_STRING, NUMBER -> literal();
            case OPERATOR -> operator(tokens.next().value());
            case PUNCTUATION -> punctuation(tokens.next().value());
            // JDBC's parameter cannot stand in DDL: it is the operator of jsonb and geometry.
            case PARAMETER -> tokens.peek().value().equals("?") && operator(tokens.next().value());
            case ERROR -> false;
          };
      if (!understood) {
        return false;
      }
    }
    return operand && frames.isEmpty();
  }

  private boolean word(Token token) {
    var word = token.value();
    if (tokens.at(1, ".") || (operand && word.equals("at"))) {
      return operand ? atTimeZone() : name();
    }
    if (Words.VALUES.contains(word)) {
      return literal();
    }
    if (Words.SESSION_VALUES.contains(word)) {
      return sessionValue(word);
    }
    if (word.equals("is") && operand) {
      return test();
    }
    if (word.equals("end")) {
      tokens.next();
      return operand;
    }
    if (word.equals("as")) {
      return castAs();
    }
    if (word.equals("collate") && operand) {
      tokens.next();
      return tokens.qualifiedName() != null;
    }
    if (word.equals("array") && tokens.at(1, "[")) {
      tokens.next();
      return !operand;
    }
    if (word.equals("operator") && tokens.at(1, "(")) {
      return qualifiedOperator();
    }
    if (Words.OPERATORS.contains(word)
        || (operand && Words.OPERATORS_BEHIND_OPERANDS.contains(word))) {
      tokens.next();
      operand = word.equals("isnull") || word.equals("notnull");
      return true;
    }
    return !Words.FOREIGN.contains(word) && (typedLiteral(word) || name());
  }

  /** {@code x AT TIME ZONE y}, {@code x AT LOCAL} (17+): the function timezone. */
  private boolean atTimeZone() {
    tokens.next();
    constructs = constructs.or(Volatility.STABLE);
    if (tokens.accept("local")) {
      return operand;
    }
    operand = false;
    return tokens.accept("time") && tokens.accept("zone");
  }

  private boolean literal() {
    tokens.next();
    return value();
  }

  private boolean value() {
    var expected = !operand;
    operand = true;
    return expected;
  }

  private boolean sessionValue(String word) {
    tokens.next();
    functions.add(QualifiedName.of(word));
    if (tokens.at(0, "(")) {
      tokens.next();
      return tokens.nextKind() == Kind.NUMBER && tokens.acceptSymbol(")") && value();
    }
    return value();
  }

  private boolean test() {
    tokens.next();
    while (!tokens.atEnd() && Words.TESTS.contains(tokens.peek().value())) {
      tokens.next();
    }
    operand = !(tokens.accept("distinct") && tokens.accept("from"));
    return true;
  }

  /** {@code CAST (x AS type)}. */
  private boolean castAs() {
    var frame = frames.peek();
    if (frame == null || frame.cast() < 0 || !operand) {
      return false;
    }
    tokens.next();
    return cast(tokens.position() - 1 - frame.cast() == 1 && tokens.isUntyped(-2));
  }

  /**
   * A type behind {@code ::} or AS. What has no type yet, a string or NULL, becomes one of this
   * type when the statement is read; a number has a type, and is cast by a function.
   */
  private boolean cast(boolean ofUntyped) {
    var type = tokens.type();
    if (type == null) {
      return false;
    }
    if (!ofUntyped) {
      casts.add(type);
    }
    return true;
  }

  /** {@code timestamp(3) with time zone '…'}, {@code interval '1' day}; else nothing is taken. */
  private boolean typedLiteral(String word) {
    if (operand || !Words.TYPE_STARTS.contains(word)) {
      return false;
    }
    var start = tokens.position();
    if (tokens.type() == null || tokens.nextKind() != Kind.STRING) {
      tokens.reset(start);
      return false;
    }
    if (word.equals("interval")) {
      tokens.intervalFields();
    }
    return value();
  }

  /** A column, a function call, or a literal of a named type. */
  private boolean name() {
    var name = tokens.qualifiedName();
    if (name == null || operand) {
      return false;
    }
    if (tokens.at(0, "(")) {
      return call(name);
    }
    if (!tokens.atEnd() && tokens.peek().kind() == Kind.STRING) {
      return literal();
    }
    if (tokens.acceptSymbol("=>") || tokens.acceptSymbol(":=")) {
      return true;
    }
    columns.add(name.name());
    return value();
  }

  private boolean call(QualifiedName name) {
    var unquoted = name.schema() == null && tokens.isWord(-1);
    tokens.next();
    frames.push(new Frame(")", unquoted && name.name().equals("cast") ? tokens.position() : -1));
    if (unquoted && Words.SESSION_CONSTRUCTS.contains(name.name())) {
      constructs = constructs.or(Volatility.STABLE);
    }
    if (!unquoted || !isConstruct(name.name())) {
      functions.add(name);
      if (Words.SESSION_VALUES.contains(name.name())) {
        constructs = Volatility.UNKNOWN; // a user's own function, in quotes
      }
    }
    if (unquoted && name.name().equals("extract")) {
      // The field is no column.
      tokens.next();
      operand = false;
      return tokens.accept("from");
    }
    if (tokens.at(0, ")") || tokens.at(0, "*")) {
      // f() has no operand inside, count(*) but a sign.
      tokens.acceptSymbol("*");
      operand = true;
    }
    return true;
  }

  private static boolean isConstruct(String word) {
    return Words.PURE_CONSTRUCTS.contains(word) || Words.SESSION_CONSTRUCTS.contains(word);
  }

  private boolean operator(String symbol) {
    if (symbol.equals("::")) {
      return operand && cast(tokens.isUntyped(-2));
    }
    // The sign of a number belongs to it; every other operator is a function in disguise.
    if (operand || !symbol.equals("-") || tokens.atEnd() || tokens.peek().kind() != Kind.NUMBER) {
      operators.add(symbol);
    }
    operand = false;
    return true;
  }

  /** {@code OPERATOR(schema.+)}. */
  private boolean qualifiedOperator() {
    tokens.next();
    tokens.next();
    var schema = tokens.qualifiedOperatorSchema();
    if (!"pg_catalog".equals(schema)) {
      constructs = constructs.or(Volatility.UNKNOWN);
    }
    operand = false;
    return schema != null;
  }

  private boolean punctuation(String symbol) {
    switch (symbol) {
      case "(" -> {
        frames.push(new Frame(")", -1));
        operand = false;
        return true;
      }
      case "[" -> {
        frames.push(new Frame("]", -1));
        // An empty array, or a slice without its ends.
        operand = tokens.at(0, "]") || tokens.at(0, ":");
        return true;
      }
      case ")", "]" -> {
        var frame = frames.poll();
        var closes = frame != null && frame.close().equals(symbol) && operand;
        operand = true;
        return closes;
      }
      case "," -> {
        var inside = operand && !frames.isEmpty();
        operand = false;
        return inside;
      }
      case ":" -> {
        var inside = operand && isInBrackets(frames.peek());
        operand = tokens.at(0, "]");
        return inside;
      }
      case "." -> {
        // A field of a composite value; .* would be all of its columns.
        return operand && tokens.nextIsName();
      }
      default -> {
        return false;
      }
    }
  }

  private static boolean isInBrackets(@Nullable Frame frame) {
    return frame != null && frame.close().equals("]");
  }
}
