package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.AlterAction;
import java.util.ArrayList;
import java.util.List;

/** DETACH PARTITION without CONCURRENTLY: ACCESS EXCLUSIVE on the whole partitioned table. */
final class DetachPartition implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "detach-partition",
          "DETACH PARTITION stops readers and writers of the whole partitioned table",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  /** True where this rule speaks of the statement's locks and scans. */
  static boolean isMeant(Question question) {
    for (var detach : question.actions(AlterAction.DetachPartition.class)) {
      if (stops(detach)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var findings = new ArrayList<Finding>();
    for (AlterAction.DetachPartition detach : question.actions(AlterAction.DetachPartition.class)) {
      var locks = question.strongLocks();
      if (stops(detach) && !locks.isEmpty()) {
        findings.add(finding(question, detach, locks));
      }
    }
    return findings;
  }

  private static boolean stops(AlterAction.DetachPartition detach) {
    return !detach.concurrently() && !detach.finalizes();
  }

  private static Finding finding(
      Question question, AlterAction.DetachPartition detach, List<Lock> locks) {
    var lock = Words.worst(locks, Lock::relation);
    var paste =
        new Paste()
            .say("outside any transaction; not possible with a default partition, and leaves a")
            .say("CHECK on " + detach.partition().toSql() + " that can be dropped afterwards:")
            .run(
                question
                    .target()
                    .alter("DETACH PARTITION " + detach.partition().toSql() + " CONCURRENTLY"))
            .say(Allow.comment(INFO.id()));
    var reads =
        question.effects().scans().isEmpty()
            ? ""
            : ", while the tables that reference it are read as a whole";
    return Finding.of(
        INFO,
        detach.span(),
        lock.relation(),
        lock.mode(),
        "Detaching "
            + detach.partition().toSql()
            + " takes "
            + lock.mode().sql()
            + " on "
            + Words.table(lock.relation())
            + reads
            + ": "
            + Words.stops(lock.mode())
            + Words.others(locks, Lock::relation)
            + ".",
        paste.text());
  }
}
