package io.safeddl.rule.advice;

import io.safeddl.catalog.Constraint;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.ColumnConstraint;
import java.util.HashSet;
import java.util.List;

/**
 * What a new column is taken apart into: the column, and those of its constraints that read rows.
 */
final class NewColumnParts {
  private final UserText user;
  private final AlterScope scope;
  private final AlterNames names;
  private final AlterParts parts;
  private final NotNullProofs proofs;
  private final ConstraintParts constraints;

  NewColumnParts(
      UserText user,
      AlterScope scope,
      AlterNames names,
      AlterParts parts,
      NotNullProofs proofs,
      ConstraintParts constraints) {
    this.user = user;
    this.scope = scope;
    this.names = names;
    this.parts = parts;
    this.proofs = proofs;
    this.constraints = constraints;
  }

  /** Takes it apart where constraints need it before the last step. */
  void add(AddColumn action) {
    var column = action.column();
    if (!scope.columnsFirst()) {
      parts.last(user.of(action.span()));
      return;
    }
    parts.column(
        "ADD COLUMN " + user.column(column, each -> scope.isSplitOff(column, each)),
        "DROP COLUMN IF EXISTS " + quote(column.name()));
    var inline = new HashSet<Constraint.Kind>();
    var checks = 0;
    var foreignKeys = 0;
    for (ColumnConstraint constraint : column.constraints()) {
      if (!scope.isSplitOff(column, constraint)) {
        continue;
      }
      if (constraint instanceof ColumnConstraint.Check it) {
        var kind = Constraint.Kind.CHECK;
        var name = names.of(action, kind, checks++, it.name(), List.of(column.name()), "check");
        constraints.check(
            name, user.from("check", it.span()), it.condition().text(), it.noInherit());
      } else if (constraint instanceof ColumnConstraint.References it) {
        var kind = Constraint.Kind.FOREIGN_KEY;
        var name = names.of(action, kind, foreignKeys++, it.name(), List.of(column.name()), "fkey");
        constraints.foreignKey(
            name,
            "FOREIGN KEY (" + quote(column.name()) + ") " + user.from("references", it.span()));
      } else if (constraint instanceof ColumnConstraint.NotNull it) {
        proofs.inline(action, column.name(), it.name());
      } else {
        var key = KeyRecipe.of(action, constraint, names, user);
        if (key != null && inline.add(key.kind())) {
          constraints.key(action, key);
        }
      }
    }
  }

  private static String quote(String name) {
    return Identifiers.quote(name);
  }
}
