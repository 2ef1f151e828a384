package io.safeddl.rule;

import io.safeddl.effect.Effects.IndexBuild;
import io.safeddl.effect.Effects.Scan;
import io.safeddl.effect.LockMode;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.Form;
import io.safeddl.rule.advice.PartitionAdvice;
import io.safeddl.rule.advice.Paste;
import io.safeddl.rule.advice.Recipes;
import io.safeddl.rule.advice.UserText;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement.CreateTable;
import java.util.List;

/** A new partition whose rows, or the default partition's, are read under ACCESS EXCLUSIVE. */
final class AttachPartition implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "attach-partition",
          "A new partition reads rows, or builds indexes, while readers and writers wait",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var scans = question.scans(Cause.PARTITION);
    if (!scans.isEmpty()) {
      var scan = Words.worst(scans, Scan::relation);
      return finding(
          question,
          scan.relation(),
          scan.under(),
          "All of "
              + Words.table(scan.relation())
              + " is read under "
              + scan.under().sql()
              + " to prove the partition's bound: until the last row is checked, "
              + Words.stops(scan.under())
              + Words.others(scans, Scan::relation)
              + ".");
    }
    var builds = question.builds(Cause.PARTITION);
    if (builds.isEmpty()) {
      return List.of();
    }
    var build = Words.worst(builds, IndexBuild::table);
    return finding(
        question,
        build.table(),
        build.under(),
        "The indexes that "
            + Words.table(build.table())
            + " lacks are built under "
            + build.under().sql()
            + ": until they are complete, "
            + Words.stops(build.under())
            + ".");
  }

  private static List<Finding> finding(
      Question question, RelationRef relation, LockMode mode, String message) {
    return List.of(
        Finding.of(
            INFO, question.source().span(), relation, mode, message, instead(question).text()));
  }

  private static Paste instead(Question question) {
    var recipe = Recipes.of(question.source(), question.statement(), question.catalog());
    if (recipe != null) {
      return recipe.paste();
    }
    var paste = new Paste();
    var alter = question.alter();
    if (alter != null
        && Recipes.form(question.source(), alter, question.catalog())
            instanceof Form.Obstacle obstacle) {
      paste.say(obstacle.reason());
    }
    var user = new UserText(question.source());
    for (AlterAction.AttachPartition attach : question.actions(AlterAction.AttachPartition.class)) {
      paste.add(
          PartitionAdvice.attach(
              question.target(), attach, user.of(attach.span()), question.catalog()));
    }
    if (question.statement() instanceof CreateTable create) {
      paste.add(PartitionAdvice.create(create));
    }
    return paste;
  }
}
