package io.safeddl.rule;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.effect.LockMode;
import io.safeddl.rule.advice.ColumnAdvice;
import io.safeddl.rule.advice.Paste;
import io.safeddl.rule.advice.UserText;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.ColumnConstraint;
import java.util.ArrayList;
import java.util.List;

/** ADD COLUMN … NOT NULL without a default: an error as soon as the table has a row. */
final class AddColumnNotNull implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "add-column-not-null",
          "A NOT NULL column without a default fails on a table that has rows",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var alter = question.alter();
    if (alter == null || !question.has(Trait.FAILS_ON_ROWS)) {
      return List.of();
    }
    var table = question.ref(alter.name());
    if (!question.large().test(table)) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    for (AddColumn add : question.actions(AddColumn.class)) {
      if (isEmptyAndRequired(add)) {
        findings.add(
            Finding.of(
                INFO,
                add.span(),
                table,
                LockMode.ACCESS_EXCLUSIVE,
                "The column "
                    + add.column().name()
                    + " would be NULL in every row of "
                    + Words.table(table)
                    + ", which NOT NULL forbids: PostgreSQL fails at the first row, and until then "
                    + Words.stops(LockMode.ACCESS_EXCLUSIVE)
                    + ".",
                question.inPlaceOfAction(instead(question, add))));
      }
    }
    return findings;
  }

  private static boolean isEmptyAndRequired(AddColumn add) {
    var required = false;
    for (ColumnConstraint constraint : add.column().constraints()) {
      if (constraint instanceof ColumnConstraint.Default
          || constraint instanceof ColumnConstraint.Identity
          || constraint instanceof ColumnConstraint.Generated) {
        return false;
      }
      required |=
          constraint instanceof ColumnConstraint.NotNull
              || constraint instanceof ColumnConstraint.PrimaryKey;
    }
    return required;
  }

  private static Paste instead(Question question, AddColumn add) {
    var text =
        new UserText(question.source())
            .column(add.column(), each -> each instanceof ColumnConstraint.NotNull);
    var paste = new Paste();
    var keys = ColumnAdvice.keys(question.target(), add.column());
    if (question.rewrites().isEmpty() && keys.isEmpty()) {
      paste
          .say("with a constant, which costs nothing:")
          .say(question.target().alter("ADD COLUMN " + text + " DEFAULT <value> NOT NULL;"))
          .say("or else without NOT NULL first:");
    }
    return paste.add(
        ColumnAdvice.addColumn(
            question.target(), new UserText(question.source()), add.column(), question.catalog()));
  }
}
