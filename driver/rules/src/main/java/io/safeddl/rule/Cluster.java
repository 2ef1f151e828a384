package io.safeddl.rule;

import io.safeddl.effect.Effects.Rewrite;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement;
import java.util.List;

/** CLUSTER copies the table in the order of an index, under ACCESS EXCLUSIVE. */
final class Cluster implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "cluster",
          "CLUSTER copies the table while readers and writers wait",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  /** True where this rule speaks of the statement's rewrites. */
  static boolean isMeant(Question question) {
    return question.statement() instanceof Statement.Cluster;
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var rewrites = isMeant(question) ? question.rewrites() : List.<Rewrite>of();
    if (rewrites.isEmpty()) {
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
                + " is copied in the order of an index under "
                + rewrite.under().sql()
                + ": until that is done, "
                + Words.stops(rewrite.under())
                + Words.others(rewrites, Rewrite::relation)
                + ".",
            new Paste()
                .say("to order a table online: pg_repack (--order-by) or pg_squeeze;")
                .say(Allow.comment(INFO.id()))
                .text()));
  }
}
