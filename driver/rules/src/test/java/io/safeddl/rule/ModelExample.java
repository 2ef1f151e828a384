package io.safeddl.rule;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import java.util.List;

/** Judges an example without a server, by what its own statements say of the tables. */
final class ModelExample {
  private ModelExample() {}

  /** The tables as the setup leaves them, all of them large. */
  static Catalog catalog(Example example) {
    return new SizedCatalog(
        after(SchemaModel.empty(example.server()), example.setup()), example.invalidIndex());
  }

  /** The verdicts on what is judged. */
  static List<Verdict> judge(Example example, String statement) {
    return judge(example, statement, catalog(example));
  }

  static List<Verdict> judge(Example example, String statement, Catalog catalog) {
    return example.judge(statement, Policy.DEFAULT, catalog);
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
