package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.Truncate;
import java.util.LinkedHashSet;
import java.util.List;

/** TRUNCATE … CASCADE empties tables that the statement does not name. */
final class TruncateCascade implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "truncate-cascade",
          "TRUNCATE … CASCADE empties tables that it does not name",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

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
    var names = new LinkedHashSet<String>();
    for (Lock each : question.effects().locks()) {
      names.add(each.relation().toString());
    }
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            lock.relation(),
            lock.mode(),
            "CASCADE reaches every table with a foreign key to "
                + Words.table(lock.relation())
                + ": all rows of "
                + Words.list(names)
                + " are gone, and until the transaction ends "
                + Words.stops(lock.mode())
                + ".",
            new Paste()
                .say("name every table that is to be emptied:")
                .run("TRUNCATE " + String.join(", ", names))
                .text()));
  }

  private static boolean isMeant(Question question) {
    for (Statement part : question.parts()) {
      if (part instanceof Truncate truncate && truncate.cascade()) {
        return true;
      }
    }
    return false;
  }
}
