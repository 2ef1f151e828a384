package io.safeddl.rule;

import io.safeddl.effect.Effects.Rewrite;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.ColumnAdvice;
import io.safeddl.rule.advice.Paste;
import io.safeddl.rule.advice.UserText;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.AlterAction.AlterColumnType;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.List;

/** An ALTER that writes the table anew, whichever form of it does. */
final class TableRewrite implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "table-rewrite",
          "The table is written anew while readers and writers wait",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var rewrites = question.rewrites();
    if (rewrites.isEmpty() || hasRuleOfItsOwn(question)) {
      return List.of();
    }
    var rewrite = Words.worst(rewrites, Rewrite::relation);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            rewrite.relation(),
            rewrite.under(),
            Words.table(rewrite.relation())
                + " is written anew with all its indexes under "
                + rewrite.under().sql()
                + " ("
                + rewrite.reason()
                + "): until the last row is written, "
                + Words.stops(rewrite.under())
                + Words.others(rewrites, Rewrite::relation)
                + ".",
            instead(question).text()));
  }

  private static boolean hasRuleOfItsOwn(Question question) {
    return VacuumFull.isMeant(question)
        || Cluster.isMeant(question)
        || RefreshView.isMeant(question);
  }

  private static Paste instead(Question question) {
    var paste = new Paste();
    if (question.statement() instanceof AlterTable) {
      var user = new UserText(question.source());
      for (AlterColumnType change : question.actions(AlterColumnType.class)) {
        paste.add(ColumnAdvice.changeType(question.target(), change));
      }
      for (AddColumn add : question.actions(AddColumn.class)) {
        if (ColumnAdvice.isComputed(add.column(), question.catalog())) {
          paste.add(
              ColumnAdvice.addColumn(question.target(), user, add.column(), question.catalog()));
        }
      }
    }
    return paste.isEmpty()
        ? paste.say("there is no online form of it;").say(Allow.comment(INFO.id()))
        : paste;
  }
}
