package io.safeddl.rule;

import io.safeddl.effect.LockMode;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.Identifiers;
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
                  + " is gone for good, with every index that holds it: statements of the running"
                  + " application that name it, SELECT * in prepared statements included, fail.",
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
}
