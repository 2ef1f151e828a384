package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.rule.advice.ConcurrentForm;
import io.safeddl.rule.advice.ConcurrentIndex;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement.Drop;
import java.util.ArrayList;
import java.util.List;

/**
 * DROP INDEX takes ACCESS EXCLUSIVE on the table, though for a moment only. Where its concurrent
 * form cannot take its place, or the transaction has done what keeps a step from running outside of
 * it, that moment is borne under the guard, as that of every other brief statement is.
 */
final class BlockingIndexDrop implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "blocking-index-drop",
          "DROP INDEX stops readers and writers of the table",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!(question.statement() instanceof Drop drop)
        || drop.kind() != ObjectKind.INDEX
        || drop.concurrently()
        || drop.cascade()) {
      return List.of();
    }
    var locks = question.strongLocks();
    var form = ConcurrentIndex.of(question.source(), drop, question.catalog());
    if (locks.isEmpty() || form == null) {
      return List.of();
    }
    var lock = Words.worst(ofTables(locks), Lock::relation);
    var possible = form instanceof ConcurrentForm.Possible;
    var message =
        "Dropping the index takes "
            + lock.mode().sql()
            + " on "
            + Words.table(lock.relation())
            + " until the transaction ends: "
            + Words.stops(lock.mode())
            + ", and all that come while the lock is waited for queue behind it.";
    var instead =
        form instanceof ConcurrentForm.Impossible impossible
            ? new Paste().say(impossible.reason()).add(impossible.paste())
            : form.paste();
    var finding =
        Finding.of(
            INFO, question.source().span(), lock.relation(), lock.mode(), message, instead.text());
    var outside = possible && question.transaction().mayStepOutside();
    return List.of(outside ? finding : finding.withSeverity(Severity.WARNING));
  }

  /** The index is locked too, but what stops is the table. */
  private static List<Lock> ofTables(List<Lock> locks) {
    var tables = new ArrayList<Lock>(locks.size());
    for (Lock lock : locks) {
      var relation = lock.relation().relation();
      if (relation != null && relation.isTable()) {
        tables.add(lock);
      }
    }
    return tables.isEmpty() ? locks : tables;
  }
}
