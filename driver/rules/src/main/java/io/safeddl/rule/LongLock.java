package io.safeddl.rule;

import io.safeddl.effect.Effects;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.Held;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.Paste;
import java.util.ArrayList;
import java.util.List;

/**
 * The net under all other rules: a strong lock on a large table, held for long by a statement that
 * no other rule has a word for.
 */
final class LongLock implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "long-lock",
          "A strong lock on a large table is held for long",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var locks = new ArrayList<Lock>();
    for (Lock lock : question.strongLocks()) {
      if (lock.held() != Held.BRIEF) {
        locks.add(lock);
      }
    }
    if (locks.isEmpty() || isExplained(question) || isShort(question, locks)) {
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
                + " is under "
                + lock.mode().sql()
                + " for long ("
                + why(lock.held())
                + "): meanwhile "
                + Words.stops(lock.mode())
                + Words.others(locks, Lock::relation)
                + ".",
            new Paste().say(Allow.comment(INFO.id())).text()));
  }

  private static boolean isExplained(Question question) {
    return !question.rewrites().isEmpty()
        || !question.scans().isEmpty()
        || !question.builds().isEmpty()
        || LockTable.isMeant(question);
  }

  /** The work that the lock is held for is known, and is all on small tables. */
  private static boolean isShort(Question question, List<Lock> locks) {
    Effects effects = question.effects();
    var known =
        !effects.scans().isEmpty() || !effects.rewrites().isEmpty() || !effects.builds().isEmpty();
    return known
        && !question.worksLong()
        && locks.stream().noneMatch(lock -> lock.held() == Held.TRANSACTION);
  }

  private static String why(Held held) {
    return switch (held) {
      case BRIEF -> "a change of the catalogs";
      case SCAN -> "rows are read";
      case BUILD -> "an index is built";
      case REWRITE -> "rows are written";
      case TRANSACTION -> "until the transaction ends";
    };
  }
}
