package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.Held;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.List;

/** Several brief ALTERs of one table in a row, where one would do. */
final class CombineAlters implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "combine-alters",
          "Several ALTERs of one table in a row each wait for its lock",
          Severity.WARNING,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var past = question.surroundings().past();
    var before = past.alter();
    if (before == null || past.altered() == null || !canBeCombined(question)) {
      return List.of();
    }
    var table = question.target().relation();
    if (table == null || !table.name().equals(past.altered())) {
      return List.of();
    }
    var lock = Words.worst(question.strongLocks(), Lock::relation);
    if (isHeld(question, lock)) {
      return List.of();
    }
    var actions = question.alter() == null ? List.<AlterAction>of() : question.alter().actions();
    var span = question.source().span();
    return List.of(
        Finding.of(
            INFO,
            span,
            lock.relation(),
            lock.mode(),
            "This waits for "
                + lock.mode().sql()
                + " on "
                + Words.table(lock.relation())
                + ", as the statement before does: each time "
                + Words.stops(lock.mode())
                + ".",
            new Paste()
                .run(
                    before.text()
                        + ",\n  "
                        + question.script().substring(actions.get(0).span().start(), span.end()))
                .text()));
  }

  /** In one transaction the lock is there already, unless this one is stronger. */
  private static boolean isHeld(Question question, Lock wanted) {
    for (Lock held : question.transaction().strongLocks()) {
      if (held.relation().name().equals(wanted.relation().name())
          && held.mode().compareTo(wanted.mode()) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** True for a brief change of a large table that may stand in one statement with others. */
  static boolean canBeCombined(Question question) {
    if (!question.surroundings().isReview()
        || !(question.statement() instanceof AlterTable alter)
        || alter.kind() != ObjectKind.TABLE
        || question.worksLong()) {
      return false;
    }
    for (AlterAction action : alter.actions()) {
      if (!isCombinable(action)) {
        return false;
      }
    }
    var locks = question.strongLocks();
    for (Lock lock : locks) {
      if (lock.held() != Held.BRIEF) {
        return false;
      }
    }
    return !locks.isEmpty();
  }

  /** By the grammar, and without losing a proof or scanning what is scanned apart otherwise. */
  private static boolean isCombinable(AlterAction action) {
    return !(action instanceof AlterAction.RenameTo
        || action instanceof AlterAction.RenameColumn
        || action instanceof AlterAction.RenameConstraint
        || action instanceof AlterAction.SetSchema
        || action instanceof AlterAction.AttachPartition
        || action instanceof AlterAction.DetachPartition
        || action instanceof AlterAction.ValidateConstraint
        || action instanceof AlterAction.SetNotNull
        || action instanceof AlterAction.DropConstraint
        || action instanceof AlterAction.Unrecognized);
  }
}
