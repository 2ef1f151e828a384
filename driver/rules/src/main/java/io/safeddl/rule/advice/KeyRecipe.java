package io.safeddl.rule.advice;

import io.safeddl.catalog.Constraint;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Span;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.Deferral;
import io.safeddl.sql.tree.TableConstraint;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A UNIQUE or PRIMARY KEY over a concurrent unique index, taken over by USING INDEX (manual, ALTER
 * TABLE, ADD table_constraint_using_index).
 *
 * @param name of the constraint, and so of its index
 * @param options {@code WITH (…)} and {@code TABLESPACE} of the index, with a space before
 */
record KeyRecipe(
    boolean primary,
    String name,
    List<String> columns,
    List<String> include,
    boolean nullsNotDistinct,
    Deferral deferral,
    String options) {
  /** The key that a table constraint makes; null for others, and where it has no such form. */
  static @Nullable KeyRecipe of(AddConstraint action, AlterNames names, UserText user) {
    var constraint = action.constraint();
    if (constraint instanceof TableConstraint.Unique key
        && key.usingIndex() == null
        && !key.withoutOverlaps()) {
      return new KeyRecipe(
          false,
          names.of(action, Constraint.Kind.UNIQUE, 0, key.name(), key.columns(), "key"),
          key.columns(),
          key.include(),
          key.nullsNotDistinct(),
          key.deferral(),
          user.indexOptions(key.span()));
    }
    if (constraint instanceof TableConstraint.PrimaryKey key
        && key.usingIndex() == null
        && !key.withoutOverlaps()) {
      return new KeyRecipe(
          true,
          names.of(action, Constraint.Kind.PRIMARY_KEY, 0, key.name(), List.of(), "pkey"),
          key.columns(),
          key.include(),
          false,
          key.deferral(),
          user.indexOptions(key.span()));
    }
    return null;
  }

  /** The key that a column's own constraint makes, or null for others. */
  static @Nullable KeyRecipe of(
      AddColumn action, ColumnConstraint constraint, AlterNames names, UserText user) {
    var columns = List.of(action.column().name());
    if (constraint instanceof ColumnConstraint.Unique key) {
      var name = names.of(action, Constraint.Kind.UNIQUE, 0, key.name(), columns, "key");
      return of(false, name, columns, key.nullsNotDistinct(), key.deferral(), key.span(), user);
    }
    if (constraint instanceof ColumnConstraint.PrimaryKey key) {
      var name = names.of(action, Constraint.Kind.PRIMARY_KEY, 0, key.name(), List.of(), "pkey");
      return of(true, name, columns, false, key.deferral(), key.span(), user);
    }
    return null;
  }

  private static KeyRecipe of(
      boolean primary,
      String name,
      List<String> columns,
      boolean nullsNotDistinct,
      Deferral deferral,
      Span span,
      UserText user) {
    return new KeyRecipe(
        primary, name, columns, List.of(), nullsNotDistinct, deferral, user.indexOptions(span));
  }

  Constraint.Kind kind() {
    return primary ? Constraint.Kind.PRIMARY_KEY : Constraint.Kind.UNIQUE;
  }

  /** The concurrent build of its index under that name. */
  Command index(Target table, String index) {
    var relation = table.relation();
    var full = relation == null ? table.name() : relation.name();
    return Command.create(
        "CREATE UNIQUE INDEX CONCURRENTLY "
            + Identifiers.quote(index)
            + " ON "
            + table.name().toSql()
            + " ("
            + list(columns)
            + ")"
            + (include.isEmpty() ? "" : " INCLUDE (" + list(include) + ")")
            + (nullsNotDistinct ? " NULLS NOT DISTINCT" : "")
            + options,
        full,
        QualifiedName.of(full.schema(), index));
  }

  /** The action that makes the constraint of the index. */
  String takeOver(String index) {
    return "ADD CONSTRAINT "
        + Identifiers.quote(name)
        + (primary ? " PRIMARY KEY" : " UNIQUE")
        + " USING INDEX "
        + Identifiers.quote(index)
        + switch (deferral) {
          case NOT_DEFERRABLE -> "";
          case INITIALLY_IMMEDIATE -> " DEFERRABLE";
          case INITIALLY_DEFERRED -> " DEFERRABLE INITIALLY DEFERRED";
        };
  }

  private static String list(List<String> names) {
    return names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
  }
}
