package io.safeddl.plan;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.plan.Step.IndexTask;
import io.safeddl.rule.Finding;
import io.safeddl.rule.Question;
import io.safeddl.rule.Severity;
import io.safeddl.rule.advice.ConcurrentForm;
import io.safeddl.rule.advice.ConcurrentForm.Command;
import io.safeddl.rule.advice.ConcurrentIndex;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The safe steps that may take a statement's place. */
final class Replacement {
  /** The hazards that the concurrent forms are free of. */
  private static final Set<String> CURED =
      Set.of("blocking-index-build", "blocking-index-drop", "invalid-index");

  private Replacement() {}

  /**
   * The steps, or an empty list where the statement is not replaced.
   *
   * @param errors the findings that forbid to run it as written
   */
  static List<Step> of(Question question, List<Finding> errors) {
    if (!question.transaction().mayStepOutside() || question.has(Trait.FAILS)) {
      return List.of();
    }
    if (errors.isEmpty()) {
      return isOnline(question) ? asWritten(question) : List.of();
    }
    for (Finding error : errors) {
      if (!CURED.contains(error.rule().id())) {
        return List.of();
      }
    }
    return concurrent(question);
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
        && alter.actions().size() == 1
        && alter.actions().get(0) instanceof AlterAction.ValidateConstraint;
  }

  private static List<Step> asWritten(Question question) {
    var steps = concurrent(question);
    return steps.isEmpty() ? List.of(online(question.source().text(), null, null)) : steps;
  }

  private static List<Step> concurrent(Question question) {
    var form = ConcurrentIndex.of(question.source(), question.statement(), question.catalog());
    if (!(form instanceof ConcurrentForm.Possible possible)) {
      return List.of();
    }
    var steps = new ArrayList<Step>();
    for (Command command : possible.commands()) {
      steps.add(online(command.sql(), command.undo(), task(command)));
    }
    return steps;
  }

  private static Step online(String sql, @Nullable String undo, @Nullable IndexTask task) {
    return new Step(sql, Step.Kind.ONLINE, List.of(), undo, task);
  }

  private static IndexTask task(Command command) {
    var work =
        switch (command.work()) {
          case CREATE -> IndexTask.Work.CREATE;
          case DROP -> IndexTask.Work.DROP;
          case REINDEX -> IndexTask.Work.REINDEX;
        };
    return new IndexTask(work, sql(command.table()), sqlOrNull(command.index()));
  }

  private static String sql(@Nullable QualifiedName name) {
    return name == null ? "" : name.toSql();
  }

  private static @Nullable String sqlOrNull(@Nullable QualifiedName name) {
    return name == null ? null : name.toSql();
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
