package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.sql.SourceStatement;
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
      var key = PartitionedKey.of(source, alter, catalog);
      return key == null ? AttachRecipe.of(source, alter, catalog) : key;
    }
    var form = ConcurrentIndex.of(source, statement, catalog);
    return form instanceof ConcurrentForm.Possible possible ? possible.recipe() : null;
  }
}
