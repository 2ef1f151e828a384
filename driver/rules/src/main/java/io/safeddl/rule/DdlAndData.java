package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.LockMode;
import io.safeddl.rule.Surroundings.Told;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows written and tables locked in one transaction: each keeps what it holds for the other. */
final class DdlAndData implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "ddl-and-data",
          "One transaction changes a large table's schema and writes rows",
          Severity.WARNING,
          RuleInfo.Group.TRANSACTION);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!is(question)) {
      return List.of();
    }
    var held = held(question);
    var lock = held == null ? Words.worst(question.strongLocks(), Lock::relation) : held;
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            lock.relation(),
            lock.mode(),
            (held == null
                    ? "The rows that this transaction wrote stay locked while "
                        + lock.mode().sql()
                        + " on "
                        + Words.table(lock.relation())
                        + " is waited for, and then "
                    : "Rows are written while the transaction holds "
                        + lock.mode().sql()
                        + " on "
                        + Words.table(lock.relation())
                        + ": until it ends, ")
                + Words.stops(lock.mode())
                + ". Told once for this file.",
            new Paste()
                .say("the change of the schema and the change of the rows in a migration each")
                .text()));
  }

  /** True for the first statement of the file in which the two meet. */
  static boolean is(Question question) {
    var around = question.surroundings();
    if (!around.isReview()
        || !question.transaction().inTransaction()
        || around.hasTold(Told.DATA_BESIDE_DDL)) {
      return false;
    }
    return (around.past().wrote() && !question.strongLocks().isEmpty())
        || (isWrite(question.statement()) && held(question) != null);
  }

  /** True where rows are written that others can see. */
  static boolean writes(Question question) {
    if (!isWrite(question.statement())) {
      return false;
    }
    for (Lock lock : question.effects().locks()) {
      if (lock.mode() == LockMode.ROW_EXCLUSIVE && question.large().test(lock.relation())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWrite(Statement statement) {
    return statement instanceof Statement.Data data
        ? data.target() != null
        : statement instanceof Statement.Copy copy && copy.from();
  }

  private static @Nullable Lock held(Question question) {
    for (Lock lock : question.transaction().strongLocks()) {
      if (question.large().test(lock.relation())) {
        return lock;
      }
    }
    return null;
  }
}
