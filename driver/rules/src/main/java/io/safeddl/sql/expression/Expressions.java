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
   * <p>A cast counts, except that of a literal, which the server computes when it reads the
   * statement. Operators are taken to be those of the built-in types and count as immutable (where
   * they are not, they are stable: {@code timestamptz + interval}).
   */
  public static Volatility volatility(String expression, Catalog catalog) {
    var reading = read(expression);
    return reading.facts().functions().stream()
        .map(f -> volatility(f, catalog))
        .reduce(reading.constructs(), Volatility::or);
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
