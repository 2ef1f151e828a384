package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.TransactionContext;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.plan.Step.IndexTask;
import io.safeddl.plan.Step.Kind;
import io.safeddl.plan.Step.Violation;
import io.safeddl.rule.advice.Command;
import io.safeddl.rule.advice.Recipe;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps of a recipe: each command is read and judged as if the user had sent it, over the
 * catalog as the commands before it leave it.
 */
final class StepMaker {
  private final Judge judge;
  private final boolean precheck;
  private final Set<String> allowed;

  /**
   * @param precheck whether violating rows are looked for first
   * @param allowed ids of the rules that the user has allowed for the statement
   */
  StepMaker(Judge judge, boolean precheck, Set<String> allowed) {
    this.judge = judge;
    this.precheck = precheck;
    this.allowed = allowed;
  }

  /**
   * What became of a recipe.
   *
   * @param steps none where one of them would be refused itself
   * @param found the ids of the rules that have something to say about a step
   */
  record Made(List<Step> steps, Set<String> found) {
    boolean isEmpty() {
      return steps.isEmpty();
    }
  }

  /** The steps. */
  Made steps(Recipe recipe, Catalog catalog) {
    var steps = new ArrayList<Step>();
    var found = new HashSet<String>();
    var model = SchemaModel.over(catalog);
    for (Command command : recipe.commands()) {
      var locks = new ArrayList<Lock>();
      if (command.kind() == Command.Kind.PRECHECK) {
        if (precheck) {
          steps.add(step(command, locks));
        }
        continue;
      }
      var after = judge(command, model, locks, found);
      if (after == null) {
        return new Made(List.of(), Set.of());
      }
      model = after;
      steps.add(step(command, locks));
    }
    return new Made(List.copyOf(steps), found);
  }

  /**
   * The catalog after the command, or null where it is refused.
   *
   * @param locks gets what the command locks
   * @param found gets the ids of the rules that find something
   */
  private @Nullable SchemaModel judge(
      Command command, SchemaModel before, List<Lock> locks, Set<String> found) {
    var model = before;
    var statements = Script.parse(command.sql()).statements();
    var together = statements.size() > 1;
    var transaction = new TransactionContext(together, State.NOTHING);
    for (SourceStatement source : statements) {
      var statement = StatementReader.read(source);
      var question = judge.question(source, statement, model, transaction);
      var ruled = judge.rule(question, allowed);
      if (!ruled.errors().isEmpty()) {
        return null;
      }
      ruled.findings().forEach(finding -> found.add(finding.rule().id()));
      locks.addAll(StrongLocks.of(question.effects()));
      transaction = together ? transaction.withLocks(question.effects().locks()) : transaction;
      model = model.after(statement);
    }
    return model;
  }

  private static Step step(Command command, List<Lock> locks) {
    var kind =
        switch (command.kind()) {
          case GUARDED -> Kind.GUARDED;
          case ONLINE -> Kind.ONLINE;
          case PRECHECK -> Kind.PRECHECK;
        };
    return new Step(
        command.sql(),
        kind,
        kind == Kind.GUARDED ? locks : List.of(),
        command.undo(),
        task(command),
        violation(command));
  }

  private static @Nullable Violation violation(Command command) {
    var violation = command.violation();
    return violation == null ? null : new Violation(violation.sqlState(), violation.message());
  }

  private static @Nullable IndexTask task(Command command) {
    var index = command.index();
    if (index == null) {
      return null;
    }
    var work =
        switch (index.work()) {
          case CREATE -> IndexTask.Work.CREATE;
          case DROP -> IndexTask.Work.DROP;
          case REINDEX -> IndexTask.Work.REINDEX;
        };
    var table = index.table();
    return new IndexTask(work, table == null ? "" : table.toSql(), sql(index.index()));
  }

  private static @Nullable String sql(@Nullable QualifiedName name) {
    return name == null ? null : name.toSql();
  }
}
