package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.Truncate;
import java.util.List;

/** TRUNCATE of a large table: a short lock, but all rows are gone. */
final class TruncateTable implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "truncate",
          "TRUNCATE removes all rows of a large table",
          Severity.WARNING,
          RuleInfo.Group.COMPATIBILITY);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var locks = question.strongLocks();
    if (locks.isEmpty() || !isMeant(question)) {
      return List.of();
    }
    var lock = Words.worst(locks, Lock::relation);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            lock.relation(),
            lock.mode(),
            "All rows of "
                + Words.table(lock.relation())
                + " are gone, and readers in REPEATABLE READ see an empty table at once; until the"
                + " transaction ends "
                + Words.stops(lock.mode())
                + Words.others(locks, Lock::relation)
                + ".",
            new Paste()
                .say("if the rows may be needed again, keep them under another name:")
                .say("ALTER TABLE … RENAME TO …, and a new table in its place")
                .text()));
  }

  private static boolean isMeant(Question question) {
    for (Statement part : question.parts()) {
      if (part instanceof Truncate truncate && !truncate.cascade()) {
        return true;
      }
    }
    return false;
  }
}
