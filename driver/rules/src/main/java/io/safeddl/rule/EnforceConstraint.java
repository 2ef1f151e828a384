package io.safeddl.rule;

import io.safeddl.effect.Effects.Scan;
import io.safeddl.rule.advice.ConstraintAdvice;
import io.safeddl.rule.advice.Paste;
import io.safeddl.rule.advice.Target;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.tree.AlterAction.AlterConstraint;
import java.util.List;

/** ALTER CONSTRAINT … ENFORCED (18): all rows are read under ACCESS EXCLUSIVE. */
final class EnforceConstraint implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "enforce-constraint",
          "Enforcing a constraint reads every row while readers and writers wait",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var scans = question.scans(Cause.ENFORCED);
    if (scans.isEmpty()) {
      return List.of();
    }
    var scan = Words.worst(scans, Scan::relation);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            scan.relation(),
            scan.under(),
            "All of "
                + Words.table(scan.relation())
                + " is read under "
                + scan.under().sql()
                + " before the constraint is enforced: until the last row is checked, "
                + Words.stops(scan.under())
                + Words.others(scans, Scan::relation)
                + ".",
            instead(question).text()));
  }

  private static Paste instead(Question question) {
    var paste = new Paste().say("a new constraint beside the old one, which then goes:");
    for (AlterConstraint action : question.actions(AlterConstraint.class)) {
      paste.add(renewed(question.target(), action.name()));
    }
    return paste;
  }

  private static Paste renewed(Target target, String name) {
    var relation = target.relation();
    var old = relation == null ? null : relation.constraint(name).orElse(null);
    var definition =
        old == null
            ? "FOREIGN KEY (…) REFERENCES …"
            : old.definition().replace(" NOT ENFORCED", "");
    var fresh = Identifiers.quote(name + "_enforced");
    var steps =
        ConstraintAdvice.notValid(
                target, "CONSTRAINT " + fresh + " " + definition.replace(" NOT VALID", ""), fresh)
            .run(target.alter("DROP CONSTRAINT " + Identifiers.quote(name)))
            .run(target.alter("RENAME CONSTRAINT " + fresh + " TO " + Identifiers.quote(name)));
    return old == null ? new Paste().say(steps.text()) : steps;
  }
}
