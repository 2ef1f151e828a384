package io.safeddl.effect;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.tree.Embedded;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/** Statements that hold others, and those without an effect on tables. */
final class ContainerEffects {
  private ContainerEffects() {}

  /** Reads the statement where it is one of this family. */
  static boolean reads(Statement statement, Reading in) {
    if (statement instanceof Statement.Call it) {
      call(it, in);
    } else if (statement instanceof Statement.Block it) {
      embedded(it.body(), in);
    } else if (statement instanceof Statement.Explain it) {
      if (it.analyze()) {
        EffectReader.read(it.inner(), in);
      }
    } else if (statement instanceof Statement.Prepare it) {
      EffectReader.read(it.inner(), in); // what EXECUTE will do later
    } else if (statement instanceof Statement.CreateSchema it) {
      sequence(it.elements(), List.of(), in);
    } else if (statement instanceof Statement.Unrecognized it) {
      in.out().trait(Trait.UNRECOGNIZED);
      in.out().unknown(it.reason());
    } else if (statement instanceof Statement.Owned it) {
      in.out()
          .unknown(
              it.drop()
                  ? "what the roles own and what rights they have: each table of theirs is locked"
                      + " with ACCESS EXCLUSIVE and dropped"
                  : "what the roles own: each table of theirs is locked with ACCESS EXCLUSIVE until"
                      + " the transaction ends");
    } else if (statement instanceof Statement.Other) {
      in.out().trait(Trait.HARMLESS);
    } else {
      return statement instanceof Statement.Transaction
          || statement instanceof Statement.SetParameter
          || statement instanceof Statement.Empty;
    }
    return true;
  }

  private static void call(Statement.Call call, Reading in) {
    var body = call.body();
    if (body.opaque()) {
      var why =
          body.dynamic().isEmpty()
              ? ", whose body is not known"
              : ", which builds at run time what it runs: " + String.join("; ", body.dynamic());
      in.out().unknown(Effects.PROCEDURE + call.name() + why);
    } else if (body.statements().isEmpty()) {
      in.out().trait(Trait.HARMLESS);
    }
    sequence(body.statements(), body.attempts(), in);
  }

  private static void embedded(Embedded body, Reading in) {
    sequence(body.statements(), body.attempts(), in);
    if (!body.dynamic().isEmpty()) {
      in.out().trait(Trait.DYNAMIC_DDL);
      body.dynamic().forEach(text -> in.out().unknown("EXECUTE " + text));
    }
    if (body.opaque()) {
      in.out().trait(Trait.DYNAMIC_DDL);
      in.out().unknown("a block that could not be read");
    }
  }

  /** Each statement sees what those before it made, and what no EXCEPTION has taken back. */
  private static void sequence(
      List<Statement> statements, List<Embedded.Attempt> attempts, Reading in) {
    var catalog = new EarlierStatements(in.catalog(), SchemaModel.over(in.catalog()));
    var before = new ArrayList<EarlierStatements>(statements.size());
    for (Statement statement : statements) {
      for (var attempt : attempts) {
        if (attempt.to() == before.size()) {
          catalog = before.get(attempt.from());
        }
      }
      before.add(catalog);
      EffectReader.read(statement, new Reading(catalog, in.transaction(), in.out()));
      if (!catalog.pathIsKnown()) {
        namesWithoutMeaning(statement, catalog, in);
      } else if (catalog.hasOtherPath()) {
        EffectReader.read(
            statement, new Reading(catalog.withoutOtherPath(), in.transaction(), in.out()));
      }
      catalog = catalog.and(statement);
    }
  }

  /** Where a block sets search_path to what is not known, a name may mean any table. */
  private static void namesWithoutMeaning(
      Statement statement, EarlierStatements catalog, Reading in) {
    var effects = EffectReader.effects(statement, catalog, in.transaction());
    for (var lock : effects.locks()) {
      if (lock.relation().relation() == null && lock.mode().isStrong()) {
        in.out()
            .unknown(
                "which table "
                    + lock.relation().name()
                    + " is, since the block sets search_path to what is built at run time");
      }
    }
  }
}
