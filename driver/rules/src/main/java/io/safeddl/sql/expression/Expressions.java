package io.safeddl.sql.expression;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Script;

/**
 * Reads scalar expressions: defaults, CHECK conditions, USING, generation expressions.
 *
 * <p>They are read from our own tokens, in microseconds: JSqlParser takes a hundred times as long
 * and rejects forms that are common in DDL, and each of them would be judged as the worst case.
 */
public final class Expressions {
  /** Longer texts, in characters, are not read. */
  private static final int LONGEST = 1 << 16;

  private Expressions() {}

  /** What the expression calls and mentions; never throws, whatever the text. */
  public static ExpressionFacts facts(String expression) {
    return read(expression).facts();
  }

  /**
   * The worst volatility of all that the expression calls; UNKNOWN where it cannot be read.
   *
   * <p>A cast counts, except that of a string, which the server computes when it reads the
   * statement. Operators of which the catalog knows nothing are taken to be those of the built-in
   * types, of which none is volatile.
   */
  public static Volatility volatility(String expression, Catalog catalog) {
    var reading = read(expression);
    var volatility = reading.constructs();
    for (var function : reading.facts().functions()) {
      volatility = volatility.or(volatility(function, catalog));
    }
    for (var type : reading.casts()) {
      volatility = volatility.or(castVolatility(type, catalog));
    }
    for (var operator : reading.operators()) {
      volatility = volatility.or(operatorVolatility(operator, catalog));
    }
    return volatility;
  }

  /**
   * The volatility of the value of a column of that type, which the server makes of the expression
   * by an assignment cast.
   */
  public static Volatility assigned(String expression, QualifiedName type, Catalog catalog) {
    var volatility = volatility(expression, catalog);
    return isOfType(expression, type) ? volatility : volatility.or(castVolatility(type, catalog));
  }

  /**
   * True for a string or NULL, which become values of any type without a cast, and for those that
   * are written as values of this type: {@code 'x'::type}.
   */
  private static boolean isOfType(String expression, QualifiedName type) {
    var statements = Script.parse(expression).statements();
    if (statements.size() != 1) {
      return false;
    }
    var cursor = new TokenCursor(statements.get(0).tokens());
    if (!cursor.isUntyped(0)) {
      return false;
    }
    cursor.next();
    return cursor.atEnd()
        || (cursor.acceptSymbol("::") && type.equals(cursor.type()) && cursor.atEnd());
  }

  /** CREATE CAST may name any function, so all casts that are not built in count as one. */
  private static Volatility castVolatility(QualifiedName type, Catalog catalog) {
    var casts = catalog.casts();
    if (casts == Volatility.VOLATILE) {
      return casts;
    }
    if ((type.schema() == null && catalog.builtInsFirst()) || "pg_catalog".equals(type.schema())) {
      if (Words.PURE_TYPES.contains(type.name())) {
        return Volatility.IMMUTABLE;
      }
      if (Words.OTHER_TYPES.contains(type.name())) {
        return Volatility.STABLE;
      }
    }
    // Where a type was made by statements that are known, its casts would be among them.
    return casts == Volatility.UNKNOWN && catalog.type(type).isEmpty() ? casts : Volatility.STABLE;
  }

  private static Volatility operatorVolatility(String symbol, Catalog catalog) {
    var known = catalog.operator(symbol);
    return known == Volatility.UNKNOWN && Words.BUILT_IN_OPERATORS.contains(symbol)
        ? Volatility.IMMUTABLE
        : known;
  }

  private static Volatility volatility(QualifiedName function, Catalog catalog) {
    if (function.schema() == null && Words.SESSION_VALUES.contains(function.name())) {
      return Volatility.STABLE;
    }
    var known = catalog.volatility(function);
    return known == Volatility.UNKNOWN ? BuiltInFunctions.volatility(function) : known;
  }

  private static Reading read(String expression) {
    if (expression.length() > LONGEST) {
      return Reading.UNKNOWN;
    }
    var statements = Script.parse(expression).statements();
    return statements.size() == 1
        ? ExpressionScanner.read(statements.get(0).tokens())
        : Reading.UNKNOWN;
  }
}
