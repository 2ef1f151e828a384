package io.safeddl.plan;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.rule.Finding;
import io.safeddl.rule.Question;
import io.safeddl.rule.RuleInfo.Group;
import io.safeddl.rule.advice.Command;
import io.safeddl.rule.advice.Recipe;
import io.safeddl.rule.advice.Recipes;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The safe steps that may take a statement's place. */
final class Replacement {
  private Replacement() {}

  /** The decision for them, or null where the statement is not replaced. */
  static Decision.@Nullable Replace of(Question question, Ruling ruled, StepMaker maker) {
    if (!question.transaction().mayStepOutside() || question.has(Trait.FAILS)) {
      return null;
    }
    var errors = ruled.errors();
    // What the user lets through runs as written; but no word of his makes a statement refused that
    // its steps would cure.
    if (errors.isEmpty() && (ruled.letThrough() || !isOnline(question))) {
      return null;
    }
    var recipe = Recipes.of(question.source(), question.statement(), question.catalog());
    if (recipe == null && (errors.isEmpty() || isLongValidate(question))) {
      recipe = asWritten(question);
    }
    if (recipe == null) {
      return null;
    }
    for (Finding error : errors) {
      if (!recipe.cures().contains(error.rule().id())) {
        return null;
      }
    }
    var made = maker.steps(recipe, question.catalog());
    return made.isEmpty() ? null : decision(made, ruled.findings());
  }

  /**
   * The steps are judged as the statement was, so what is not found again is cured. What it would
   * have done itself stays said, as the reason for the steps; what only the transaction around it
   * would have made dangerous is no more, since they run outside of it.
   */
  private static Decision.Replace decision(StepMaker.Made made, List<Finding> findings) {
    var reasons = new ArrayList<Finding>();
    var remaining = new ArrayList<Finding>();
    for (Finding finding : findings) {
      var group = finding.rule().group();
      var mayBeCured =
          (group == Group.LOCK || group == Group.TRANSACTION) && !finding.rule().checkOnly();
      if (!mayBeCured || made.found().contains(finding.rule().id())) {
        remaining.add(finding);
      } else if (group == Group.LOCK) {
        reasons.add(finding);
      }
    }
    return new Decision.Replace(made.steps(), reasons, remaining);
  }

  /**
   * What the user has already written in its online form needs no other text, but the supervision
   * that a long build gets: limits lifted, leftovers removed.
   */
  private static boolean isOnline(Question question) {
    if (question.has(Trait.FORBIDDEN_IN_TRANSACTION)
        && question.has(Trait.WAITS_FOR_TRANSACTIONS)) {
      return true;
    }
    return !question.transaction().inTransaction() && isLongValidate(question);
  }

  private static boolean isLongValidate(Question question) {
    return question.worksLong()
        && question.statement() instanceof AlterTable alter
        && alter.actions().stream().allMatch(AlterAction.ValidateConstraint.class::isInstance);
  }

  private static Recipe asWritten(Question question) {
    return new Recipe(
        List.of(Command.online(question.source().text())), Set.of("long-work-after-lock"));
  }
}
