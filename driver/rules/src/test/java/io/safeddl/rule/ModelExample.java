package io.safeddl.rule;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.effect.TransactionContext;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;

/** Judges an example without a server, by what its own statements say of the tables. */
final class ModelExample {
  private static final int NEWEST = 180_000;

  private ModelExample() {}

  /** The tables as the setup leaves them, all of them large. */
  static Catalog catalog(Example example) {
    return new SizedCatalog(
        after(SchemaModel.empty(NEWEST), example.setup()), example.invalidIndex());
  }

  /** The verdict on the statement, behind those before it in its transaction. */
  static Verdict judge(Example example, String statement) {
    return judge(example, statement, catalog(example));
  }

  static Verdict judge(Example example, String statement, Catalog catalog) {
    var script = Script.parse(example.transaction() + statement);
    var transaction = new TransactionContext(example.inTransaction(), State.NOTHING);
    var verdicts = new Planner(Policy.DEFAULT).decideAll(script, catalog, transaction);
    return verdicts.get(verdicts.size() - 1);
  }

  /** The tables as a statement leaves them once it has committed. */
  static Catalog after(Catalog catalog, String statement) {
    return after(SchemaModel.over(catalog), statement + ";COMMIT");
  }

  private static SchemaModel after(SchemaModel model, String script) {
    for (SourceStatement source : Script.parse(script).statements()) {
      model = model.after(StatementReader.read(source));
    }
    return model;
  }
}
