package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.rule.advice.Paste;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** A transaction that gathers strong locks on one large table after the other. */
final class SeveralTablesLocked implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "several-tables-locked",
          "One transaction takes strong locks on several large tables",
          Severity.WARNING,
          RuleInfo.Group.TRANSACTION);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (question.transaction().strongLocks().isEmpty()) {
      return List.of();
    }
    var locks = question.strongLocks();
    if (locks.isEmpty()) {
      return List.of();
    }
    var held = new LinkedHashSet<String>();
    for (Lock lock : question.transaction().strongLocks()) {
      if (question.large().test(lock.relation())) {
        held.add(lock.relation().toString());
      }
    }
    var more = new ArrayList<Lock>();
    for (Lock lock : locks) {
      if (!held.contains(lock.relation().toString())) {
        more.add(lock);
      }
    }
    if (held.isEmpty() || more.isEmpty()) {
      return List.of();
    }
    var lock = Words.worst(more, Lock::relation);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            lock.relation(),
            lock.mode(),
            "The transaction holds strong locks on "
                + Words.list(held)
                + " and takes "
                + lock.mode().sql()
                + " on "
                + Words.table(lock.relation())
                + ": an application that uses the tables in the other order deadlocks with it, and"
                + " each table waits for the work on all.",
            new Paste().say("one migration for each table").text()));
  }
}
