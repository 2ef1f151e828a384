package io.safeddl.run;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.TransactionContext;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import java.util.List;
import java.util.Set;

/** Decides what becomes of statements: {@code Planner.decideAll}. */
@FunctionalInterface
interface Judge {
  /** Decides all statements of a text before the first one runs. */
  List<Verdict> decideAll(
      Script script, Catalog catalog, TransactionContext transaction, Set<String> allowed);
}
