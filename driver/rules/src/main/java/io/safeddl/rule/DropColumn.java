package io.safeddl.rule;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Index;
import io.safeddl.effect.LockMode;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.expression.Expressions;
import io.safeddl.sql.tree.AlterAction;
import java.util.ArrayList;
import java.util.List;

/** A column dropped while the application of before still runs. */
final class DropColumn implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "drop-column",
          "A column is dropped that the running application may use",
          Severity.WARNING,
          RuleInfo.Group.COMPATIBILITY);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var alter = question.alter();
    var actions = question.actions(AlterAction.DropColumn.class);
    if (alter == null || actions.isEmpty() || !Usage.mayBeUsed(question, alter.name())) {
      return List.of();
    }
    var table = question.ref(alter.name());
    var findings = new ArrayList<Finding>();
    for (AlterAction.DropColumn action : actions) {
      if (isUnknown(question, table, action.column())) {
        continue;
      }
      findings.add(
          Finding.of(
              INFO,
              action.span(),
              table,
              LockMode.ACCESS_EXCLUSIVE,
              "The column "
                  + action.column()
                  + " of "
                  + Words.table(table)
                  + " is gone for good"
                  + dependents(table, action.column())
                  + ": statements of the running application that name it, SELECT * in prepared"
                  + " statements included, fail.",
              new Paste()
                  .say(
                      "in a release after the one whose code no longer names the column (ORMs name")
                  .say("every mapped column); a NOT NULL column without default first needs")
                  .say(
                      question
                          .target()
                          .alter(
                              "ALTER COLUMN "
                                  + Identifiers.quote(action.column())
                                  + " DROP NOT NULL;"))
                  .text()));
    }
    return findings;
  }

  /**
   * The application of before does not know it, or finds a column of its name when the transaction
   * has ended.
   */
  private static boolean isUnknown(Question question, RelationRef table, String column) {
    var around = question.surroundings();
    var release = around.release();
    if (release != null && release.isNewColumn(table, column)) {
      return true;
    }
    var end = around.end();
    var after = end == null ? null : end.relation(table.name()).orElse(null);
    return after != null
        && question.transaction().inTransaction()
        && after.column(column).isPresent();
  }

  /** What goes with it without a word, and what makes PostgreSQL refuse without CASCADE. */
  private static String dependents(RelationRef table, String column) {
    var relation = table.relation();
    if (relation == null) {
      return ", with every index that holds it";
    }
    var gone = new ArrayList<String>();
    for (Index index : relation.indexes()) {
      if (index.columns().contains(column)
          || index.includedColumns().contains(column)
          || index.expressionColumns().contains(column)) {
        gone.add(index.name().name());
      }
    }
    var kept = new ArrayList<String>();
    for (Column other : relation.columns()) {
      var expression = other.defaultExpression();
      if (other.generated() != Column.Generated.NO
          && expression != null
          && Expressions.facts(expression).columns().contains(column)) {
        kept.add(other.name());
      }
    }
    return (gone.isEmpty() ? "" : ", with the index " + Words.list(gone))
        + (kept.isEmpty() ? "" : " (once nothing generates " + Words.list(kept) + " from it)");
  }
}
