package io.safeddl.rule;

import io.safeddl.effect.Effects.Scan;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.ColumnAdvice;
import io.safeddl.rule.advice.Paste;
import io.safeddl.rule.advice.Recipes;
import io.safeddl.rule.advice.UserText;
import io.safeddl.sql.tree.AlterAction.AlterColumnType;
import io.safeddl.sql.tree.AlterAction.ValidateConstraint;
import java.util.List;

/** Every other full read of a large table while others wait. */
final class TableScan implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "table-scan",
          "The whole table is read while writers, or readers too, wait",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var scans = question.scans(Cause.OTHER);
    if (scans.isEmpty()
        || Rewritten.containsScans(question, scans)
        || DetachPartition.isMeant(question)) {
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
                + " to verify "
                + what(scan)
                + ": until the last row is checked, "
                + Words.stops(scan.under())
                + Words.others(scans, Scan::relation)
                + ".",
            instead(question).text()));
  }

  private static String what(Scan scan) {
    return switch (scan.reason()) {
      case CHECK -> "its CHECK constraints";
      case NOT_NULL -> "that nothing is null";
      case FOREIGN_KEY -> "its foreign keys";
      case PARTITION_BOUND -> "the partition's bound";
      case DOMAIN -> "the domain's constraint";
      case ENFORCED -> "the constraint that is enforced from now on";
    };
  }

  private static Paste instead(Question question) {
    var recipe = Recipes.of(question.source(), question.statement(), question.catalog());
    if (recipe != null) {
      return recipe.paste();
    }
    var paste = new Paste();
    for (AlterColumnType change : question.actions(AlterColumnType.class)) {
      paste.add(ColumnAdvice.changeType(question.target(), change));
    }
    for (ValidateConstraint validate : question.actions(ValidateConstraint.class)) {
      paste
          .say("in a statement and a transaction of its own:")
          .run(question.target().alter(new UserText(question.source()).of(validate.span())));
    }
    return paste.isEmpty() ? paste.say(Allow.comment(INFO.id())) : paste;
  }
}
