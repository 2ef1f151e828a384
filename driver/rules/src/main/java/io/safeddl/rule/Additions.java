package io.safeddl.rule;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.effect.LockMode;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.ColumnAdvice;
import io.safeddl.rule.advice.KeyAdvice;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What is said of each action that adds a constraint of one kind, by itself or behind a column.
 *
 * @param table the worst that happens, and where
 * @param under the lock that it happens under
 */
record Additions(
    Question question, RuleInfo rule, RelationRef table, LockMode under, String message) {
  /**
   * A finding for each.
   *
   * @param constraint what to advise for a constraint that has no recipe
   * @param column what to advise for a column with such constraints that has none
   */
  List<Finding> findings(
      Cause cause, Function<AddConstraint, Paste> constraint, Function<AddColumn, Paste> column) {
    var findings = new ArrayList<Finding>();
    add(findings, cause, AddConstraint.class, constraint);
    add(findings, cause, AddColumn.class, column);
    return findings;
  }

  /** True where there can be no key before each row has got a value of its own. */
  static boolean isFilledFirst(Question question, AddColumn add) {
    return !question.rewrites().isEmpty()
        || question.has(Trait.FAILS_ON_ROWS)
        || ColumnAdvice.keys(question.target(), add.column()).stream().anyMatch(KeyAdvice::primary);
  }

  private <A extends AlterAction> void add(
      List<Finding> findings, Cause cause, Class<A> kind, Function<A, Paste> advice) {
    for (A action : question.actions(kind)) {
      if (Cause.makes(action, cause)) {
        var instead =
            cause == Cause.KEY && action instanceof AddColumn add && isFilledFirst(question, add)
                ? question.inPlaceOfAction(advice.apply(action))
                : question.inPlaceOf(action, () -> advice.apply(action));
        findings.add(Finding.of(rule, action.span(), table, under, message, instead));
      }
    }
  }
}
