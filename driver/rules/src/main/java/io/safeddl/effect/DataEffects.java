package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ROW_EXCLUSIVE;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.expression.Queries;
import io.safeddl.sql.expression.QueryFacts;
import io.safeddl.sql.tree.Statement.Copy;
import io.safeddl.sql.tree.Statement.Data;

/** Statements on data (manual section 13.3.1: ROW EXCLUSIVE for all that write). */
final class DataEffects {
  private DataEffects() {}

  static void read(Data statement, Reading in) {
    for (Data write : statement.writes()) {
      read(write, in);
    }
    if (statement.target() == null) {
      return;
    }
    var target = in.ref(statement.target());
    in.out().lockAll(in.family(target), ROW_EXCLUSIVE);
    boolean updates = statement.tag().equals("UPDATE") || statement.tag().equals("DELETE");
    if (updates && !restricts(statement)) {
      in.out().trait(Trait.WHOLE_TABLE_WRITE);
    }
    switch (reach(statement)) {
      case WHOLE_TARGET -> in.out().trait(Trait.WHOLE_TABLE_WRITE);
      case WHOLE_SOURCE -> in.out().trait(Trait.WHOLE_SOURCE_WRITE);
      case SOME -> {}
    }
    if (statement.fromQuery()) {
      in.out().trait(Trait.LONG_SNAPSHOT);
    }
  }

  private static SourceReach reach(Data statement) {
    if (statement.tag().equals("MERGE")) {
      return SourceReach.ofMerge(statement.text().text());
    }
    return statement.tag().equals("INSERT") && statement.fromQuery()
        ? SourceReach.ofInsert(statement.text().text())
        : SourceReach.SOME;
  }

  /** {@code WHERE true} restricts nothing. */
  private static boolean restricts(Data statement) {
    return statement.hasWhere()
        && Queries.facts(statement.text().text()).where() != QueryFacts.Where.TRIVIALLY_TRUE;
  }

  static void copy(Copy statement, Reading in) {
    if (statement.program() != null) {
      in.out().unknown("the program '" + statement.program() + "', which the server runs");
    }
    if (statement.from()) {
      if (statement.table() != null) {
        in.out().lockAll(in.partitions(in.ref(statement.table())), ROW_EXCLUSIVE);
      }
    } else {
      in.out().trait(Trait.LONG_SNAPSHOT);
      // COPY (DELETE … RETURNING …) TO runs what stands in the parentheses.
      if (statement.query() instanceof Data query) {
        read(query, in);
      }
    }
  }
}
