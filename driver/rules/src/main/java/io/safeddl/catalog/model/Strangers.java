package io.safeddl.catalog.model;

import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.TableConstraint;
import org.jspecify.annotations.Nullable;

/** The names that statements give to constraints of tables of which nothing else is known. */
final class Strangers {
  private final ModelState state;

  Strangers(ModelState state) {
    this.state = state;
  }

  void note(Statement.AlterTable statement) {
    var table = state.names.fresh(statement.name(), false);
    for (var action : statement.actions()) {
      var added = action instanceof AlterAction.AddConstraint add ? name(add.constraint()) : null;
      if (added != null) {
        state.nameOfStranger(table, ObjectNames.truncate(added), true);
      } else if (action instanceof AlterAction.DropConstraint drop) {
        state.nameOfStranger(table, drop.name(), false);
      }
    }
  }

  private static @Nullable String name(TableConstraint constraint) {
    if (constraint instanceof TableConstraint.Check it) {
      return it.name();
    } else if (constraint instanceof TableConstraint.NotNull it) {
      return it.name();
    } else if (constraint instanceof TableConstraint.Unique it) {
      return it.name();
    } else if (constraint instanceof TableConstraint.PrimaryKey it) {
      return it.name();
    } else if (constraint instanceof TableConstraint.Exclude it) {
      return it.name();
    } else if (constraint instanceof TableConstraint.ForeignKey it) {
      return it.name();
    }
    return null;
  }
}
