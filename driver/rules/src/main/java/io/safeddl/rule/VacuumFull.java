package io.safeddl.rule;

import io.safeddl.effect.Effects.Rewrite;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.Statement.Vacuum;
import java.util.List;

/** VACUUM FULL copies the table under ACCESS EXCLUSIVE. */
final class VacuumFull implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "vacuum-full",
          "VACUUM FULL copies the table while readers and writers wait",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  /** True where this rule speaks of the statement's rewrites. */
  static boolean isMeant(Question question) {
    return question.statement() instanceof Vacuum vacuum && vacuum.full();
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!(question.statement() instanceof Vacuum vacuum) || !vacuum.full()) {
      return List.of();
    }
    var rewrites = question.rewrites();
    if (rewrites.isEmpty()) {
      return List.of();
    }
    var rewrite = Words.worst(rewrites, Rewrite::relation);
    var paste = new Paste().say("makes the space reusable without stopping anybody:");
    for (QualifiedName table : vacuum.tables()) {
      paste.run("VACUUM " + table.toSql());
    }
    paste
        .say("to give the space back to the disk online: pg_repack or pg_squeeze;")
        .say(Allow.comment(INFO.id()));
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            rewrite.relation(),
            rewrite.under(),
            Words.table(rewrite.relation())
                + " is copied with all its indexes under "
                + rewrite.under().sql()
                + ": until that is done, "
                + Words.stops(rewrite.under())
                + Words.others(rewrites, Rewrite::relation)
                + ".",
            paste.text()));
  }
}
