package io.safeddl.run;

import io.safeddl.effect.Effects;
import io.safeddl.plan.Decision;
import io.safeddl.plan.Decision.Replace;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether the statements of one text can be sent together, or where it has to be cut. */
final class TextCut {
  private TextCut() {}

  /** COMMIT or END, AND CHAIN or not. */
  static boolean isCommit(Statement statement) {
    return statement instanceof Statement.Transaction transaction
        && transaction.kind() == Statement.Transaction.Kind.COMMIT;
  }

  /**
   * One statement, or a text of nothing but guarded and harmless statements: its locks are taken
   * together. A text that also writes data is taken apart, so that the locks are not held, and the
   * limits not on, while data is written.
   */
  static boolean canBeGuardedWhole(List<Verdict> verdicts) {
    if (verdicts.stream().anyMatch(v -> v.decision() instanceof Replace)) {
      return false;
    }
    return verdicts.size() == 1
        || verdicts.stream()
            .noneMatch(v -> worksOnData(v.statement()) || forbidsTransaction(v) || isNowait(v));
  }

  private static boolean worksOnData(Statement statement) {
    return statement instanceof Statement.Data
        || statement instanceof Statement.Copy
        || statement instanceof Statement.Block
        || statement instanceof Statement.Explain
        || statement instanceof Statement.CreateTableAs
        || statement instanceof Statement.CreateMaterializedView
        || statement instanceof Statement.Transaction
        || statement instanceof Statement.Prepare;
  }

  static boolean forbidsTransaction(Verdict verdict) {
    return verdict.effects().traits().contains(Effects.Trait.FORBIDDEN_IN_TRANSACTION);
  }

  /** The user's own NOWAIT: to wait for it would be to take its meaning away. */
  static boolean isNowait(Verdict verdict) {
    return verdict.statement() instanceof Statement.LockTable lock && lock.nowait();
  }

  /** True where the statements are carried out, and cannot be sent as one. */
  static boolean mustBeCut(List<Verdict> verdicts) {
    return verdicts.stream().anyMatch(v -> !(v.decision() instanceof Decision.PassThrough))
        && verdicts.stream().noneMatch(v -> v.decision() instanceof Decision.Refuse)
        && !canBeGuardedWhole(verdicts);
  }

  /**
   * Where the statements begin, in their text, that run outside any transaction.
   *
   * @param together as they were decided for one transaction
   * @param alone the same, but what was refused, as it is decided by itself
   */
  static List<Integer> outsideTransactions(List<Verdict> together, List<Verdict> alone) {
    var offsets = new ArrayList<Integer>();
    for (int i = 0; i < alone.size(); i++) {
      var verdict = alone.get(i);
      if (verdict.decision() instanceof Replace
          || forbidsTransaction(verdict)
          || together.get(i).decision() instanceof Decision.Refuse) {
        offsets.add(verdict.source().span().start());
      }
    }
    return offsets;
  }
}
