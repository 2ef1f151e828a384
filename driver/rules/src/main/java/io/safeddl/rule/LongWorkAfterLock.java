package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.rule.advice.ConcurrentIndex;
import io.safeddl.rule.advice.Paste;
import java.util.ArrayList;
import java.util.List;

/** Long work in a transaction that already stops the users of a large table. */
final class LongWorkAfterLock implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "long-work-after-lock",
          "Long work follows a strong lock in the same transaction",
          Severity.ERROR,
          RuleInfo.Group.TRANSACTION);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (question.transaction().strongLocks().isEmpty() || !worksLong(question)) {
      return List.of();
    }
    var held = new ArrayList<Lock>();
    for (Lock lock : question.transaction().strongLocks()) {
      if (question.large().test(lock.relation())) {
        held.add(lock);
      }
    }
    if (held.isEmpty()) {
      return List.of();
    }
    var lock = Words.worst(held, Lock::relation);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            lock.relation(),
            lock.mode(),
            "The transaction already holds "
                + lock.mode().sql()
                + " on "
                + Words.table(lock.relation())
                + " and keeps it to its end: while this statement works through a large table, "
                + Words.stops(lock.mode())
                + Words.others(held, Lock::relation)
                + ".",
            instead(question).text()));
  }

  private static Paste instead(Question question) {
    var paste = new Paste().say("commit first; then, in a migration of its own:");
    var form = ConcurrentIndex.of(question.source(), question.statement(), question.catalog());
    return form == null ? paste.run(question.source().text()) : paste.add(form.paste());
  }

  private static boolean worksLong(Question question) {
    return question.worksLong()
        || (question.has(Trait.WHOLE_TABLE_WRITE) && !WholeTableWrite.tables(question).isEmpty());
  }
}
