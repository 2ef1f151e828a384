package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.AlterAction.SetNotNull;
import io.safeddl.sql.tree.AlterAction.ValidateConstraint;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an ALTER comes without a scan or a build under a strong lock (manual, ALTER TABLE, Notes):
 * constraints NOT VALID and then validated, keys over a concurrent index, NOT NULL over a proof;
 * all else in one brief ALTER at the end.
 */
final class AlterRecipe {
  private static final Set<String> CURES =
      Set.of(
          "add-foreign-key",
          "add-check",
          "add-unique",
          "set-not-null",
          "table-scan",
          Recipe.LONG_WORK);

  private final PartitionedActions partitioned;
  private final UserText user;
  private final AlterScope scope;
  private final AlterParts parts;
  private final NotNullProofs proofs;
  private final ConstraintParts constraints;
  private final NewColumnParts columns;

  private AlterRecipe(
      SourceStatement source,
      AlterTable alter,
      Catalog catalog,
      Target table,
      AlterScope scope,
      PartitionedActions partitioned) {
    this.partitioned = partitioned;
    this.user = new UserText(source);
    this.scope = scope;
    var names = new AlterNames(alter, catalog);
    this.parts =
        new AlterParts(
            table, "ALTER TABLE IF EXISTS " + (alter.only() ? "ONLY " : "") + table.name().toSql());
    this.proofs = new NotNullProofs(alter, table, catalog, names, parts);
    this.constraints =
        new ConstraintParts(alter, catalog, table, user, scope, names, parts, proofs);
    this.columns = new NewColumnParts(user, scope, names, parts, proofs, constraints);
  }

  /**
   * The recipe, or what is in its way, or null where there is nothing to take apart.
   *
   * @param table the table as the commands are to name it
   */
  static @Nullable Form of(
      SourceStatement source, AlterTable alter, Catalog catalog, Target table) {
    if (alter.kind() != ObjectKind.TABLE) {
      return null;
    }
    var scope = new AlterScope(alter, catalog, table.relation());
    var obstacle = AlterObstacles.of(alter, catalog, table, scope);
    if (obstacle != null) {
      return obstacle;
    }
    var relation = table.relation();
    var partitioned = new PartitionedActions(source, alter, catalog, scope);
    var possible =
        relation == null
            ? !catalog.isComplete()
            : relation.kind() == Relation.Kind.TABLE || partitioned.arePossible(relation);
    if (!possible) {
      return null;
    }
    var recipe = new AlterRecipe(source, alter, catalog, table, scope, partitioned);
    alter.actions().forEach(recipe::read);
    var commands = recipe.parts.commands();
    return commands.isEmpty() ? null : new Recipe(commands, CURES);
  }

  private void read(AlterAction action) {
    var levels = partitioned.commands(action);
    if (!levels.isEmpty()) {
      levels.forEach(parts::step);
    } else if (action instanceof AddColumn add && !scope.isThere(add)) {
      columns.add(add);
    } else if (action instanceof AddConstraint add && constraints.add(add)) {
      return;
    } else if (action instanceof SetNotNull it) {
      proofs.setNotNull(it, user.of(it.span()));
    } else if (action instanceof ValidateConstraint it) {
      parts.validate(quote(it.name()));
    } else {
      parts.last(user.of(action.span()));
    }
  }

  private static String quote(String name) {
    return Identifiers.quote(name);
  }
}
