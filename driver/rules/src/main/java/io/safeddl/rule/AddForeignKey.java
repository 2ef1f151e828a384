package io.safeddl.rule;

import io.safeddl.effect.Effects.Scan;
import io.safeddl.rule.advice.ConstraintAdvice;
import io.safeddl.rule.advice.Paste;
import io.safeddl.rule.advice.UserText;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.TableConstraint.ForeignKey;
import java.util.ArrayList;
import java.util.List;

/** A foreign key whose rows are all checked while the writers of both tables wait. */
final class AddForeignKey implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "add-foreign-key",
          "A foreign key checks every row while the writers of both tables wait",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var scans = question.scans(Cause.FOREIGN_KEY);
    if (scans.isEmpty()) {
      return List.of();
    }
    var scan = Words.worst(scans, Scan::relation);
    var message =
        "The new foreign key reads all of "
            + Words.table(scan.relation())
            + " under "
            + scan.under().sql()
            + ", with a lock on the referenced table too: until the last row is checked, "
            + Words.stops(scan.under())
            + Words.others(scans, Scan::relation)
            + ".";
    var user = new UserText(question.source());
    var findings = new ArrayList<Finding>();
    for (AddConstraint add : question.actions(AddConstraint.class)) {
      if (add.constraint() instanceof ForeignKey key && !key.notValid()) {
        findings.add(
            Finding.of(
                INFO,
                add.span(),
                scan.relation(),
                scan.under(),
                message,
                question.inPlaceOf(add, () -> table(question, user, key))));
      }
    }
    for (AddColumn add : question.actions(AddColumn.class)) {
      for (ColumnConstraint constraint : add.column().constraints()) {
        if (constraint instanceof ColumnConstraint.References references) {
          findings.add(
              Finding.of(
                  INFO,
                  add.span(),
                  scan.relation(),
                  scan.under(),
                  message,
                  question.inPlaceOf(add, () -> column(question, user, add, references))));
        }
      }
    }
    return findings;
  }

  private static Paste table(Question question, UserText user, ForeignKey key) {
    var target = question.target();
    var chosen = target.chosenName(key.columns(), "fkey");
    return ConstraintAdvice.foreignKey(
        target, user.named(key, chosen), UserText.name(key.name(), chosen));
  }

  private static Paste column(
      Question question, UserText user, AddColumn add, ColumnConstraint.References references) {
    var target = question.target();
    var column = add.column();
    var name = UserText.name(references.name(), target.chosenName(List.of(column.name()), "fkey"));
    var key =
        "CONSTRAINT "
            + name
            + " FOREIGN KEY ("
            + Identifiers.quote(column.name())
            + ") "
            + user.from("references", references.span());
    return new Paste()
        .run(
            target.alter(
                "ADD COLUMN "
                    + user.column(column, each -> each instanceof ColumnConstraint.References)))
        .add(ConstraintAdvice.foreignKey(target, key, name));
  }
}
