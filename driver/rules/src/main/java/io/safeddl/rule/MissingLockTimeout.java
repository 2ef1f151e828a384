package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement.Drop;
import java.util.List;

/** A strong lock that is waited for without a limit, with the application in the queue behind. */
final class MissingLockTimeout implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "missing-lock-timeout",
          "A strong lock is waited for without lock_timeout",
          Severity.WARNING,
          RuleInfo.Group.TIMEOUT);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!is(question)) {
      return List.of();
    }
    var locks = question.strongLocks();
    var lock = Words.worst(locks, Lock::relation);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            lock.relation(),
            lock.mode(),
            "Nothing limits how long "
                + lock.mode().sql()
                + " on "
                + Words.table(lock.relation())
                + " is waited for: while the request stands in the queue behind one long query, "
                + Words.stops(lock.mode())
                + Words.others(locks, Lock::relation)
                + ". Told once for this file.",
            new Paste()
                .run("SET lock_timeout = '2s'")
                .run(question.source().text())
                .say("and try again when it fails; the SafeDDL driver does both by itself")
                .text()));
  }

  /**
   * True for the first statement of the file that waits so. What works long under its lock is not
   * cured by a limit, and has a rule of its own.
   */
  static boolean is(Question question) {
    var around = question.surroundings();
    return around.isReview()
        && !around.limits().limitWaits(question.statement())
        && !around.hasTold(Surroundings.Told.NO_LOCK_TIMEOUT)
        && !(question.statement() instanceof Drop drop && drop.kind() == ObjectKind.INDEX)
        && !question.strongLocks().isEmpty()
        && !question.worksLong();
  }
}
