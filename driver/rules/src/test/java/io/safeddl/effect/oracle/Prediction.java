package io.safeddl.effect.oracle;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.EffectReader;
import io.safeddl.effect.Effects;
import io.safeddl.effect.TransactionContext;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;

/** A statement as it was read, and what is predicted for it. */
record Prediction(Statement statement, Effects effects) {
  /** Predicts; replaced by a wrong one where a test shows that the oracle notices. */
  interface Predictor {
    Prediction predict(String sql, Catalog catalog);
  }

  /** What the project predicts. */
  static Prediction of(String sql, Catalog catalog) {
    var source = Script.parse(sql).statements().get(0);
    var statement = StatementReader.read(source);
    return new Prediction(
        statement, EffectReader.effects(statement, catalog, TransactionContext.AUTOCOMMIT));
  }
}
