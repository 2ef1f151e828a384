package io.safeddl.sql.expression;

import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import java.util.Set;

/**
 * What was read of an expression.
 *
 * @param constructs the worst volatility of SQL's own constructs in it
 * @param casts the types that something is cast to, but a string or NULL
 * @param operators the operators, without those that name schema pg_catalog
 */
record Reading(
    ExpressionFacts facts, Volatility constructs, Set<QualifiedName> casts, Set<String> operators) {
  static final Reading UNKNOWN =
      new Reading(ExpressionFacts.UNKNOWN, Volatility.UNKNOWN, Set.of(), Set.of());
}
