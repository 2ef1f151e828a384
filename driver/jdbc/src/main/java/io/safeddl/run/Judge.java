package io.safeddl.run;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.TransactionContext;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.SourceStatement;
import java.util.List;
import java.util.Set;

/** Decides what becomes of statements: {@code Planner.decideAll}. */
@FunctionalInterface
interface Judge {
  List<Verdict> decideAll(
      List<SourceStatement> statements,
      Catalog catalog,
      TransactionContext transaction,
      Set<String> allowed);
}
