package io.safeddl.catalog.model;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Index;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import io.safeddl.sql.expression.Expressions;
import io.safeddl.sql.tree.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of a column, and what they do to the constraints and indexes that speak of it. */
final class ColumnEdits {
  private ColumnEdits() {}

  static Column typed(Column c, TypeName type, @Nullable String collation) {
    return new Column(
        c.name(), type, c.notNull(), collation, c.generated(), c.identity(), c.defaultExpression());
  }

  static Column valued(Column c, Column.Generated generated, @Nullable String expression) {
    return new Column(
        c.name(), c.type(), c.notNull(), c.collation(), generated, c.identity(), expression);
  }

  static Column identity(Column c, boolean identity) {
    return new Column(
        c.name(), c.type(), c.notNull(), c.collation(), c.generated(), identity, null);
  }

  private static Column named(Column c, String name) {
    return new Column(
        name,
        c.type(),
        c.notNull(),
        c.collation(),
        c.generated(),
        c.identity(),
        c.defaultExpression());
  }

  static void drop(ModelState state, RelationBuilder table, String column) {
    table.columns.removeIf(c -> c.name().equals(column));
    for (var constraint : List.copyOf(table.constraints)) {
      if (constraint.columns().contains(column)) {
        dropConstraint(state, table, constraint);
      }
    }
    for (var index : List.copyOf(table.indexes)) {
      if (index.columns().contains(column)
          || index.includedColumns().contains(column)
          || index.expressionColumns().contains(column)) {
        table.indexes.remove(index);
        state.remove(index.name());
      }
    }
    table.columns.replaceAll(
        c ->
            c.generated() != Column.Generated.NO && mentions(c.defaultExpression(), column)
                ? valued(c, c.generated(), Column.UNREADABLE)
                : c);
  }

  private static boolean mentions(@Nullable String expression, String column) {
    return expression != null && Expressions.facts(expression).columns().contains(column);
  }

  static void dropConstraint(ModelState state, RelationBuilder table, Constraint constraint) {
    table.constraints.remove(constraint);
    table.referencedBy.removeIf(
        k -> k.table().equals(table.name) && k.constraint().equals(constraint.name()));
    if (!table.name.equals(constraint.references())) {
      Links.forgetReference(state, table.name, constraint);
    }
    table.indexes.removeIf(
        i -> {
          var backs = constraint.name().equals(i.constraint());
          if (backs) {
            state.remove(i.name());
          }
          return backs;
        });
    if (constraint.kind() == Constraint.Kind.NOT_NULL) {
      constraint.columns().forEach(c -> table.setNotNull(c, false));
    }
  }

  static void rename(RelationBuilder table, String column, String newName) {
    table.columns.replaceAll(
        c ->
            c.name().equals(column)
                ? named(c, newName)
                : c.defaultExpression() == null || c.generated() == Column.Generated.NO
                    ? c
                    : valued(c, c.generated(), replace(c.defaultExpression(), column, newName)));
    table.constraints.replaceAll(
        c ->
            new Constraint(
                c.name(),
                c.kind(),
                renamed(c.columns(), column, newName),
                c.definition(),
                c.expression() == null ? null : replace(c.expression(), column, newName),
                c.validated(),
                c.enforced(),
                c.noInherit(),
                c.references(),
                table.name.equals(c.references())
                    ? renamed(c.referencedColumns(), column, newName)
                    : c.referencedColumns(),
                c.index()));
    table.indexes.replaceAll(
        i ->
            new Index(
                i.oid(),
                i.name(),
                i.method(),
                i.unique(),
                i.primary(),
                i.valid(),
                i.partial(),
                renamed(i.columns(), column, newName),
                renamed(i.includedColumns(), column, newName),
                renamed(i.expressionColumns(), column, newName),
                i.constraint(),
                "",
                i.sizeBytes()));
    table.partitionKeyed.replaceAll(c -> c.equals(column) ? newName : c);
  }

  static List<String> renamed(List<String> columns, String column, String newName) {
    return columns.stream().map(c -> c.equals(column) ? newName : c).toList();
  }

  /** The expression with every name that is the column's replaced. */
  private static String replace(String expression, String column, String newName) {
    var text = new StringBuilder();
    var copied = 0;
    for (var statement : Script.parse(expression).statements()) {
      for (var token : statement.tokens()) {
        var isName =
            token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED_IDENTIFIER;
        if (isName && token.value().equals(column)) {
          text.append(expression, copied, token.start()).append(Identifiers.quote(newName));
          copied = token.end();
        }
      }
    }
    return text.append(expression, copied, expression.length()).toString();
  }
}
