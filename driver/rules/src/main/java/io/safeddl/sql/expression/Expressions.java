package io.safeddl.sql.expression;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Volatility;

/** Reads scalar expressions: defaults, CHECK conditions, USING, generation expressions. */
public final class Expressions {
  private Expressions() {}

  /** What the expression calls and mentions; never throws, whatever the text. */
  public static ExpressionFacts facts(String expression) {
    return ExpressionFacts.UNKNOWN;
  }

  /** The worst volatility of all that the expression calls; UNKNOWN where it cannot be read. */
  public static Volatility volatility(String expression, Catalog catalog) {
    return Volatility.UNKNOWN;
  }
}
