package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.effect.EffectReader;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.TransactionContext;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.plan.Step.IndexTask;
import io.safeddl.plan.Step.Kind;
import io.safeddl.plan.Step.Precheck;
import io.safeddl.rule.Question;
import io.safeddl.rule.advice.Command;
import io.safeddl.rule.advice.Recipe;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps of a recipe: each command is read and judged as if the user had sent it, over the
 * catalog as the commands before it leave it.
 */
final class StepMaker {
  private final Policy policy;
  private final Predicate<Question> isRefused;

  /**
   * @param isRefused whether the planner would refuse this to run as it is
   */
  StepMaker(Policy policy, Predicate<Question> isRefused) {
    this.policy = policy;
    this.isRefused = isRefused;
  }

  /** The steps; empty where one of them would be refused itself. */
  List<Step> steps(Recipe recipe, Catalog catalog) {
    var steps = new ArrayList<Step>();
    var model = SchemaModel.over(catalog);
    for (Command command : recipe.commands()) {
      var violation = command.violation();
      if (violation != null) {
        if (policy.precheck()) {
          steps.add(
              new Step(
                  command.sql(),
                  Kind.PRECHECK,
                  List.of(),
                  null,
                  null,
                  new Precheck(violation.sqlState(), violation.message())));
        }
        continue;
      }
      var locks = new ArrayList<Lock>();
      var after = judge(command, model, locks);
      if (after == null) {
        return List.of();
      }
      model = after;
      steps.add(step(command, locks));
    }
    return List.copyOf(steps);
  }

  /**
   * The catalog after the command, or null where it is refused.
   *
   * @param locks gets what the command locks
   */
  private @Nullable SchemaModel judge(Command command, SchemaModel before, List<Lock> locks) {
    var model = before;
    var statements = Script.parse(command.sql()).statements();
    var together = statements.size() > 1;
    var transaction = new TransactionContext(together, State.NOTHING);
    for (SourceStatement source : statements) {
      var statement = StatementReader.read(source);
      var effects = EffectReader.effects(statement, model, transaction);
      var question =
          new Question(
              source,
              statement,
              effects,
              model,
              transaction,
              policy.large(model),
              policy.maxRows());
      if (isRefused.test(question)) {
        return null;
      }
      locks.addAll(StrongLocks.of(effects));
      transaction = together ? transaction.withLocks(effects.locks()) : transaction;
      model = model.after(statement);
    }
    return model;
  }

  private static Step step(Command command, List<Lock> locks) {
    return command.kind() == Command.Kind.ONLINE
        ? new Step(command.sql(), Kind.ONLINE, List.of(), command.undo(), task(command))
        : new Step(command.sql(), Kind.GUARDED, locks, command.undo(), null);
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
