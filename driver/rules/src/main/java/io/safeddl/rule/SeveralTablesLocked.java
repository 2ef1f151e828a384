package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** A transaction that gathers strong locks on one large table after the other. */
final class SeveralTablesLocked implements Rule {
  private static final int NAMED = 3;

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
    var held = new LinkedHashSet<QualifiedName>();
    for (Lock lock : question.transaction().strongLocks()) {
      if (question.large().test(lock.relation())) {
        held.add(lock.relation().name());
      }
    }
    var more = new ArrayList<Lock>();
    for (Lock lock : locks) {
      if (!held.contains(lock.relation().name())) {
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
                + some(List.copyOf(held))
                + " and takes "
                + lock.mode().sql()
                + " on "
                + Words.table(lock.relation())
                + ": an application that uses the tables in the other order deadlocks with it, and"
                + " each table waits for the work on all.",
            new Paste().say("one migration for each table").text()));
  }

  /** In a long file all of them, told at each statement, would be more than all else. */
  private static String some(List<QualifiedName> tables) {
    var named = tables.size() <= NAMED ? tables.size() : NAMED - 1;
    var words = new ArrayList<String>(NAMED);
    for (QualifiedName table : tables.subList(0, named)) {
      words.add(table.toSql());
    }
    if (named < tables.size()) {
      words.add(tables.size() - named + " more tables");
    }
    return Words.list(words);
  }
}
