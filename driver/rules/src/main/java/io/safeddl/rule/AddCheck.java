package io.safeddl.rule;

import io.safeddl.effect.Effects.Scan;
import io.safeddl.rule.advice.ConstraintAdvice;
import io.safeddl.rule.advice.Paste;
import io.safeddl.rule.advice.UserText;
import io.safeddl.sql.expression.Expressions;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.TableConstraint.Check;
import java.util.List;

/** A CHECK whose rows are all read under ACCESS EXCLUSIVE. */
final class AddCheck implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "add-check",
          "A CHECK constraint reads every row while readers and writers wait",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var scans = question.scans(Cause.CHECK);
    if (scans.isEmpty()) {
      return List.of();
    }
    var scan = Words.worst(scans, Scan::relation);
    var message =
        "The new CHECK reads all of "
            + Words.table(scan.relation())
            + " under "
            + scan.under().sql()
            + ": until the last row is checked, "
            + Words.stops(scan.under())
            + Words.others(scans, Scan::relation)
            + ".";
    var user = new UserText(question.source());
    return new Additions(question, INFO, scan.relation(), scan.under(), message)
        .findings(
            Cause.CHECK,
            add -> table(question, user, (Check) add.constraint()),
            add -> column(question, user, add));
  }

  private static Paste table(Question question, UserText user, Check check) {
    var target = question.target();
    var chosen = chosenName(question, check.condition().text());
    return ConstraintAdvice.notValid(
        target, user.named(check, chosen), UserText.name(check.name(), chosen));
  }

  private static Paste column(Question question, UserText user, AddColumn add) {
    var target = question.target();
    var column = add.column();
    var paste =
        new Paste()
            .run(
                target.alter(
                    "ADD COLUMN "
                        + user.column(column, each -> each instanceof ColumnConstraint.Check)));
    for (ColumnConstraint constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.Check check) {
        var name = UserText.name(check.name(), target.chosenName(List.of(column.name()), "check"));
        paste.add(
            ConstraintAdvice.notValid(
                target, "CONSTRAINT " + name + " " + user.from("check", check.span()), name));
      }
    }
    return paste;
  }

  /** PostgreSQL puts the column into the name where the condition mentions exactly one. */
  private static String chosenName(Question question, String condition) {
    var columns = Expressions.facts(condition).columns();
    return question
        .target()
        .chosenName(columns.size() == 1 ? List.copyOf(columns) : List.of(), "check");
  }
}
