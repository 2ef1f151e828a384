package io.safeddl.rule;

import io.safeddl.effect.Effects.Scan;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.rule.advice.ConstraintAdvice;
import io.safeddl.rule.advice.Paste;
import io.safeddl.rule.advice.UserText;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.TableConstraint.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** SET NOT NULL without a proof: every row is read under ACCESS EXCLUSIVE. */
final class SetNotNull implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "set-not-null",
          "NOT NULL reads every row while readers and writers wait",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var scans = question.scans(Cause.NOT_NULL);
    if (scans.isEmpty()) {
      return List.of();
    }
    var scan = Words.worst(scans, Scan::relation);
    var findings = new ArrayList<Finding>();
    for (AlterAction.SetNotNull action : question.actions(AlterAction.SetNotNull.class)) {
      var column = action.column();
      findings.add(
          finding(
              question,
              scans,
              scan,
              action,
              column,
              () -> ConstraintAdvice.notNull(question.target(), column)));
    }
    for (AddConstraint add : question.actions(AddConstraint.class)) {
      if (add.constraint() instanceof NotNull constraint && !constraint.notValid()) {
        findings.add(
            finding(
                question,
                scans,
                scan,
                add,
                constraint.column(),
                () -> named(question, constraint)));
      }
    }
    for (AddColumn add : question.actions(AddColumn.class)) {
      // Without a default it fails on the first row: another rule's business.
      if (Cause.makes(add, Cause.NOT_NULL) && !question.has(Trait.FAILS_ON_ROWS)) {
        var column = add.column().name();
        findings.add(finding(question, scans, scan, add, column, () -> added(question, add)));
      }
    }
    return findings;
  }

  private static Finding finding(
      Question question,
      List<Scan> scans,
      Scan scan,
      AlterAction action,
      String column,
      Supplier<Paste> otherwise) {
    return Finding.of(
        INFO,
        action.span(),
        scan.relation(),
        scan.under(),
        "To prove that "
            + column
            + " is never null, all of "
            + Words.table(scan.relation())
            + " is read under "
            + scan.under().sql()
            + ": until the last row is checked, "
            + Words.stops(scan.under())
            + Words.others(scans, Scan::relation)
            + ".",
        question.inPlaceOf(action, otherwise));
  }

  private static Paste named(Question question, NotNull constraint) {
    var target = question.target();
    var chosen = target.chosenName(List.of(constraint.column()), "not_null");
    return ConstraintAdvice.notValid(
        target,
        new UserText(question.source()).named(constraint, chosen),
        UserText.name(constraint.name(), chosen));
  }

  private static Paste added(Question question, AddColumn add) {
    var target = question.target();
    var text =
        new UserText(question.source())
            .column(add.column(), each -> each instanceof ColumnConstraint.NotNull);
    return new Paste()
        .run(target.alter("ADD COLUMN " + text))
        .add(ConstraintAdvice.notNull(target, add.column().name()));
  }
}
