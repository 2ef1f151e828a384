package io.safeddl.rule;

import io.safeddl.catalog.Index;
import io.safeddl.effect.Effects.IndexBuild;
import io.safeddl.effect.Effects.Scan;
import io.safeddl.effect.LockMode;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.ColumnAdvice;
import io.safeddl.rule.advice.KeyAdvice;
import io.safeddl.rule.advice.Paste;
import io.safeddl.rule.advice.Target;
import io.safeddl.rule.advice.UserText;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.TableConstraint;
import java.util.List;

/** UNIQUE or PRIMARY KEY that builds its index, or proves NOT NULL, under ACCESS EXCLUSIVE. */
final class AddUnique implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "add-unique",
          "UNIQUE or PRIMARY KEY builds its index while readers and writers wait",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var builds = question.builds(Cause.KEY);
    if (!builds.isEmpty()) {
      var build = Words.worst(builds, IndexBuild::table);
      return findings(
          question,
          build.table(),
          build.under(),
          "The key's index on "
              + Words.table(build.table())
              + " is built under "
              + build.under().sql()
              + ": until it is complete, "
              + Words.stops(build.under())
              + Words.others(builds, IndexBuild::table)
              + ".");
    }
    var scans = question.scans(Cause.KEY);
    if (scans.isEmpty()) {
      return List.of();
    }
    var scan = Words.worst(scans, Scan::relation);
    return findings(
        question,
        scan.relation(),
        scan.under(),
        "The primary key's columns are not proven to be NOT NULL, so all of "
            + Words.table(scan.relation())
            + " is read under "
            + scan.under().sql()
            + ": until the last row is checked, "
            + Words.stops(scan.under())
            + Words.others(scans, Scan::relation)
            + ".");
  }

  private static List<Finding> findings(
      Question question, RelationRef table, LockMode under, String message) {
    return new Additions(question, INFO, table, under, message)
        .findings(Cause.KEY, add -> instead(question, add), add -> column(question, add));
  }

  private static Paste instead(Question question, AddConstraint add) {
    var target = question.target();
    if (add.constraint() instanceof TableConstraint.Unique key && !key.withoutOverlaps()) {
      return KeyAdvice.of(target, key).steps(target);
    }
    if (add.constraint() instanceof TableConstraint.PrimaryKey key && !key.withoutOverlaps()) {
      var index = key.usingIndex();
      return index == null
          ? KeyAdvice.of(target, key).steps(target)
          : takeOver(question, add, target, index);
    }
    // A key WITHOUT OVERLAPS is an exclusion constraint inside (manual 18, CREATE TABLE).
    return new Paste()
        .say("a key WITHOUT OVERLAPS has no concurrent form: it needs a new table, or")
        .say(Allow.comment(INFO.id()));
  }

  private static Paste takeOver(
      Question question, AddConstraint add, Target target, String usingIndex) {
    var columns = List.<String>of();
    for (Index index : target.relation() == null ? List.<Index>of() : target.relation().indexes()) {
      if (index.name().name().equals(usingIndex)) {
        columns = index.columns();
      }
    }
    return KeyAdvice.proofs(target, columns)
        .run(target.alter(new UserText(question.source()).of(add.span())))
        .add(KeyAdvice.dropProofs(target, columns));
  }

  private static Paste column(Question question, AddColumn add) {
    var target = question.target();
    var column = add.column();
    var user = new UserText(question.source());
    if (Additions.isFilledFirst(question, add)) {
      return ColumnAdvice.addColumn(target, user, column, question.catalog());
    }
    var text = user.column(column, each -> KeyAdvice.of(target, column.name(), each) != null);
    var paste = new Paste().run(target.alter("ADD COLUMN " + text));
    ColumnAdvice.keys(target, column).forEach(key -> paste.add(key.steps(target)));
    return paste;
  }
}
