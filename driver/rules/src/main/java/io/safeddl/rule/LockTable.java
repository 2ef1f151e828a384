package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement;
import java.util.List;

/** LOCK TABLE in a mode that stops others, for as long as the transaction lasts. */
final class LockTable implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "lock-table",
          "LOCK TABLE stops writers, or readers too, until the transaction ends",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!isMeant(question)) {
      return List.of();
    }
    var locks = question.strongLocks();
    if (locks.isEmpty()) {
      return List.of();
    }
    var lock = Words.worst(locks, Lock::relation);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            lock.relation(),
            lock.mode(),
            Words.table(lock.relation())
                + " is locked in mode "
                + lock.mode().sql()
                + " until the transaction ends: "
                + Words.stops(lock.mode())
                + Words.others(locks, Lock::relation)
                + ".",
            new Paste()
                .say("leave it out: each statement takes the lock that it needs. To keep other")
                .say("migrations away, an advisory lock stops no application:")
                .run("SELECT pg_advisory_xact_lock(hashtext('" + name(lock) + "'))")
                .say(Allow.comment(INFO.id()))
                .text()));
  }

  /** True where this rule speaks of the statement's locks. */
  static boolean isMeant(Question question) {
    for (Statement part : question.parts()) {
      if (part instanceof Statement.LockTable) {
        return true;
      }
    }
    return false;
  }

  private static String name(Lock lock) {
    return lock.relation().toString().replace("'", "''");
  }
}
