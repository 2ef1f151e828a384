package io.safeddl.plan;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.rule.Finding;
import io.safeddl.rule.Question;
import io.safeddl.rule.Severity;
import io.safeddl.rule.advice.Command;
import io.safeddl.rule.advice.Recipe;
import io.safeddl.rule.advice.Recipes;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The safe steps that may take a statement's place. */
final class Replacement {
  private Replacement() {}

  /**
   * The steps, or an empty list where the statement is not replaced.
   *
   * @param errors the findings that forbid to run it as written
   */
  static List<Step> of(Question question, List<Finding> errors, StepMaker maker) {
    if (!question.transaction().mayStepOutside() || question.has(Trait.FAILS)) {
      return List.of();
    }
    if (errors.isEmpty() && !isOnline(question)) {
      return List.of();
    }
    var recipe = Recipes.of(question.source(), question.statement(), question.catalog());
    if (recipe == null && (errors.isEmpty() || isLongValidate(question))) {
      recipe = asWritten(question);
    }
    if (recipe == null) {
      return List.of();
    }
    for (Finding error : errors) {
      if (!recipe.cures().contains(error.rule().id())) {
        return List.of();
      }
    }
    return maker.steps(recipe, question.catalog());
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

  /** The findings that forbid to run a statement as written. */
  static List<Finding> errors(List<Finding> findings) {
    List<Finding> errors = List.of();
    for (Finding finding : findings) {
      if (finding.severity() == Severity.ERROR) {
        errors = errors.isEmpty() ? new ArrayList<>(2) : errors;
        errors.add(finding);
      }
    }
    return errors;
  }
}
