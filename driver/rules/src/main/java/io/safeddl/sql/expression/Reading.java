package io.safeddl.sql.expression;

import io.safeddl.catalog.Volatility;

/**
 * What was read of an expression.
 *
 * @param constructs the worst volatility of what it does besides calling functions: casts, SQL's
 *     own constructs
 */
record Reading(ExpressionFacts facts, Volatility constructs) {
  static final Reading UNKNOWN = new Reading(ExpressionFacts.UNKNOWN, Volatility.UNKNOWN);
}
