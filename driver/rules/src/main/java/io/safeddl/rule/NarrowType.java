package io.safeddl.rule;

import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.ColumnAdvice;
import io.safeddl.sql.tree.AlterAction.AlterColumnType;
import io.safeddl.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;

/** Another type for a column that the application of before goes on reading and writing. */
final class NarrowType implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "narrow-type",
          "A column's new type takes less, or something else, than the running application writes",
          Severity.ERROR,
          RuleInfo.Group.COMPATIBILITY);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var release = question.surroundings().release();
    var alter = question.alter();
    if (release == null || alter == null) {
      return List.of();
    }
    List<Finding> findings = List.of();
    for (AlterColumnType action : question.actions(AlterColumnType.class)) {
      var table = question.ref(alter.name());
      var column =
          table.relation() == null ? null : table.relation().column(action.column()).orElse(null);
      if (column == null
          || release.isNewColumn(table, action.column())
          || !Usage.mayBeUsed(question, alter.name())) {
        continue;
      }
      var fit = TypeFit.of(column.type(), action.type());
      if (fit != TypeFit.WIDE) {
        findings = findings.isEmpty() ? new ArrayList<>() : findings;
        findings.add(finding(question, table, action, column.type(), fit));
      }
    }
    return findings;
  }

  private static Finding finding(
      Question question, RelationRef table, AlterColumnType action, TypeName from, TypeFit fit) {
    var finding =
        Finding.of(
            INFO,
            action.span(),
            table,
            null,
            "The column "
                + action.column()
                + " of "
                + Words.table(table)
                + " turns from "
                + from.text()
                + " into "
                + action.type().text()
                + ": "
                + (fit == TypeFit.OTHER
                    ? "the running application reads and writes the old type, and its statements"
                        + " fail."
                    : "values that the running application may still write do not fit, and are"
                        + " rejected."),
            ColumnAdvice.changeType(question.target(), action).text());
    return fit == TypeFit.OTHER ? finding : finding.withSeverity(Severity.WARNING);
  }
}
