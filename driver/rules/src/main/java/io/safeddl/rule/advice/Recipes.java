package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.AlterTable;
import org.jspecify.annotations.Nullable;

/** Finds the recipe for a statement. */
public final class Recipes {
  private Recipes() {}

  /**
   * The recipe, or null where there is none that leaves the same schema.
   *
   * @param catalog the database as it is just before the statement
   */
  public static @Nullable Recipe of(SourceStatement source, Statement statement, Catalog catalog) {
    if (statement instanceof AlterTable alter) {
      return form(source, alter, catalog) instanceof Recipe recipe ? recipe : null;
    }
    var form = ConcurrentIndex.of(source, statement, catalog);
    return form instanceof ConcurrentForm.Possible possible ? possible.recipe() : null;
  }

  /** The recipe for an ALTER, or what is in its way, or null where nothing is known to help. */
  public static @Nullable Form form(SourceStatement source, AlterTable alter, Catalog catalog) {
    var relation = catalog.relation(alter.name()).orElse(null);
    var table = Target.qualified(alter, relation, catalog.majorVersion());
    var plain = AlterRecipe.of(source, alter, catalog, table);
    return plain == null ? ofPartitions(source, alter, catalog) : plain;
  }

  private static @Nullable Form ofPartitions(
      SourceStatement source, AlterTable alter, Catalog catalog) {
    var key = PartitionedKey.of(source, alter, false, catalog);
    var foreign = key == null ? PartitionedForeignKey.of(source, alter, catalog) : key;
    return foreign == null ? AttachRecipe.of(source, alter, catalog) : foreign;
  }

  /**
   * The same for one action of an ALTER as if it stood alone, with the table named as the user
   * named it.
   */
  public static @Nullable Form form(
      SourceStatement source, AlterTable alter, AlterAction action, Catalog catalog) {
    var relation = catalog.relation(alter.name()).orElse(null);
    var table = Target.of(alter, relation, catalog.majorVersion());
    var alone = AlterNames.only(alter, action);
    var plain = AlterRecipe.of(source, alone, catalog, table);
    return plain == null ? ofPartitions(source, alone, catalog) : plain;
  }
}
