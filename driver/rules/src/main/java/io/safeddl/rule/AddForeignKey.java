package io.safeddl.rule;

import io.safeddl.effect.Effects.Scan;
import io.safeddl.rule.advice.ConstraintAdvice;
import io.safeddl.rule.advice.Paste;
import io.safeddl.rule.advice.UserText;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.TableConstraint.ForeignKey;
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
    return new Additions(question, INFO, scan.relation(), scan.under(), message)
        .findings(
            Cause.FOREIGN_KEY,
            add -> table(question, user, (ForeignKey) add.constraint()),
            add -> column(question, user, add));
  }

  private static Paste table(Question question, UserText user, ForeignKey key) {
    var target = question.target();
    var chosen = target.chosenName(key.columns(), "fkey");
    return ConstraintAdvice.foreignKey(
        target, user.named(key, chosen), UserText.name(key.name(), chosen), question.catalog());
  }

  private static Paste column(Question question, UserText user, AddColumn add) {
    var target = question.target();
    var column = add.column();
    var paste =
        new Paste()
            .run(
                target.alter(
                    "ADD COLUMN "
                        + user.column(
                            column, each -> each instanceof ColumnConstraint.References)));
    for (ColumnConstraint constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.References references) {
        paste.add(behind(question, user, column.name(), references));
      }
    }
    return paste;
  }

  private static Paste behind(
      Question question, UserText user, String column, ColumnConstraint.References references) {
    var target = question.target();
    var name = UserText.name(references.name(), target.chosenName(List.of(column), "fkey"));
    var key =
        "CONSTRAINT "
            + name
            + " FOREIGN KEY ("
            + Identifiers.quote(column)
            + ") "
            + user.from("references", references.span());
    return ConstraintAdvice.foreignKey(target, key, name, question.catalog());
  }
}
