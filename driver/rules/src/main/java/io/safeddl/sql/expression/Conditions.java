package io.safeddl.sql.expression;

import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.IsBooleanExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import org.jspecify.annotations.Nullable;

/** Recognises conditions that restrict nothing; in doubt a comparison of constants is true. */
final class Conditions {
  private Conditions() {}

  static QueryFacts.Where of(@Nullable Expression where) {
    if (where == null) {
      return QueryFacts.Where.ABSENT;
    }
    return isTrue(where) ? QueryFacts.Where.TRIVIALLY_TRUE : QueryFacts.Where.PRESENT;
  }

  private static boolean isTrue(Expression condition) {
    if (condition instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
      return isTrue(list.get(0));
    }
    if (condition instanceof AndExpression and) {
      return isTrue(and.getLeftExpression()) && isTrue(and.getRightExpression());
    }
    if (condition instanceof OrExpression or) {
      return isTrue(or.getLeftExpression()) || isTrue(or.getRightExpression());
    }
    if (condition instanceof NotExpression not) {
      return isWord(not.getExpression(), "false");
    }
    if (condition instanceof IsBooleanExpression is) {
      return isWord(is.getLeftExpression(), is.isTrue() != is.isNot() ? "true" : "false");
    }
    if (condition instanceof ComparisonOperator comparison) {
      return alwaysHolds(comparison);
    }
    return isWord(condition, "true");
  }

  /** {@code 1 = 1}, {@code 1 < 2}, {@code 'a' = 'a'} and, for all rows but NULLs, {@code c = c}. */
  private static boolean alwaysHolds(ComparisonOperator comparison) {
    var left = comparison.getLeftExpression();
    var right = comparison.getRightExpression();
    if (left instanceof LongValue a && right instanceof LongValue b) {
      var order = a.getBigIntegerValue().compareTo(b.getBigIntegerValue());
      return switch (comparison.getStringExpression()) {
        case "=" -> order == 0;
        case "<>", "!=" -> order != 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case ">=" -> order >= 0;
        default -> false;
      };
    }
    var reflexive =
        switch (comparison.getStringExpression()) {
          case "=", "<=", ">=" -> true;
          default -> false;
        };
    return reflexive && left.toString().equals(right.toString());
  }

  private static boolean isWord(Expression expression, String word) {
    return expression.toString().equalsIgnoreCase(word);
  }
}
