package io.safeddl.catalog.model;

import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.expression.Expressions;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Adds constraints, with their indexes and the names that PostgreSQL chooses. */
final class ConstraintMaker {
  private final ModelState state;
  private final RelationBuilder table;

  ConstraintMaker(ModelState state, RelationBuilder table) {
    this.state = state;
    this.table = table;
  }

  /** All constraints of a column but NOT NULL, in the order in which the server makes them. */
  void addAll(ColumnDefinition column) {
    for (var constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.Check c) {
        check(c.name(), c.condition().text(), true, c.enforced(), c.noInherit());
      }
    }
    for (var constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.PrimaryKey c) {
        key(c.name(), true, List.of(column.name()), List.of(), using(column.name(), false));
      }
    }
    for (var constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.Unique c) {
        key(
            c.name(),
            false,
            List.of(column.name()),
            List.of(),
            using(column.name(), c.nullsNotDistinct()));
      }
    }
    for (var constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.References c) {
        foreignKey(
            c.name(),
            List.of(column.name()),
            c.table(),
            c.column() == null ? List.of() : List.of(c.column()),
            true,
            c.enforced(),
            c.actions().sql(c.deferral()).strip());
      }
    }
  }

  private static String using(String column, boolean nullsNotDistinct) {
    return IndexKeyNames.using("btree", List.of(column), List.of(), nullsNotDistinct);
  }

  void add(TableConstraint constraint) {
    if (constraint instanceof TableConstraint.Check c) {
      check(c.name(), c.condition().text(), !c.notValid(), c.enforced(), c.noInherit());
    } else if (constraint instanceof TableConstraint.NotNull c) {
      table.setNotNull(c.column(), true);
      notNull(c.name(), c.column(), !c.notValid(), c.noInherit());
    } else if (constraint instanceof TableConstraint.PrimaryKey c) {
      key(c.name(), true, c.columns(), c.include(), false, c.usingIndex());
    } else if (constraint instanceof TableConstraint.Unique c) {
      key(c.name(), false, c.columns(), c.include(), c.nullsNotDistinct(), c.usingIndex());
    } else if (constraint instanceof TableConstraint.ForeignKey c) {
      foreignKey(
          c.name(),
          c.columns(),
          c.table(),
          c.referencedColumns(),
          !c.notValid(),
          c.enforced(),
          c.actions().sql(c.deferral()).strip());
    } else if (constraint instanceof TableConstraint.Exclude c) {
      exclude(c);
    }
  }

  void check(
      @Nullable String given,
      String expression,
      boolean validated,
      boolean enforced,
      boolean noInherit) {
    var columns = mentioned(expression);
    var name =
        given == null
            ? chooseConstraint(columns.size() == 1 ? columns.get(0) : null, "check")
            : ObjectNames.truncate(given);
    table.constraints.add(
        new Constraint(
            name,
            Constraint.Kind.CHECK,
            columns,
            "CHECK (" + expression + ")",
            expression,
            validated && enforced,
            enforced,
            noInherit,
            null,
            List.of(),
            null));
  }

  private List<String> mentioned(String expression) {
    var names = new ArrayList<String>();
    var facts = Expressions.facts(expression);
    var mentioned = facts.columns().stream().map(ObjectNames::truncate).toList();
    table.columns.stream()
        .map(c -> c.name())
        .filter(c -> !facts.known() || mentioned.contains(c))
        .forEach(names::add);
    return names;
  }

  /** The row that 18 keeps for a NOT NULL column; before, there is nothing but attnotnull. */
  void notNull(@Nullable String given, String column, boolean validated, boolean noInherit) {
    if (state.base().majorVersion() < 18 || notNullOf(column) != null) {
      return;
    }
    var name = given == null ? chooseConstraint(column, "not_null") : ObjectNames.truncate(given);
    table.constraints.add(
        new Constraint(
            name,
            Constraint.Kind.NOT_NULL,
            List.of(column),
            "NOT NULL " + column,
            null,
            validated,
            true,
            noInherit,
            null,
            List.of(),
            null));
  }

  @Nullable Constraint notNullOf(String column) {
    return table.constraints.stream()
        .filter(c -> c.kind() == Constraint.Kind.NOT_NULL && c.columns().equals(List.of(column)))
        .findFirst()
        .orElse(null);
  }

  /**
   * A key with an index of its own.
   *
   * @param definition of the index, from {@code USING} on
   */
  void key(
      @Nullable String given,
      boolean primary,
      List<String> columns,
      List<String> include,
      String definition) {
    for (var column : primary ? columns : List.<String>of()) {
      table.setNotNull(column, true);
      notNull(null, column, true, false);
    }
    var addition = new ArrayList<>(columns);
    addition.addAll(include);
    var name =
        given != null
            ? ObjectNames.truncate(given)
            : primary
                ? chooseRelation(null, "pkey", true)
                : chooseRelation(String.join("_", addition), "key", true);
    var index =
        new Index(
            0,
            QualifiedName.of(table.name.schema(), name),
            "btree",
            true,
            primary,
            true,
            false,
            columns,
            include,
            List.of(),
            name,
            definition,
            table.sizeBytes == 0 ? 0 : -1);
    table.indexes.add(index);
    addKey(name, primary, columns);
  }

  private void addKey(String name, boolean primary, List<String> columns) {
    table.constraints.add(
        new Constraint(
            name,
            primary ? Constraint.Kind.PRIMARY_KEY : Constraint.Kind.UNIQUE,
            columns,
            (primary ? "PRIMARY KEY (" : "UNIQUE (") + String.join(", ", columns) + ")",
            null,
            true,
            true,
            // Keys say so of themselves where no child can inherit them (pg_constraint).
            table.kind != Relation.Kind.PARTITIONED_TABLE,
            null,
            List.of(),
            name));
  }

  private void key(
      @Nullable String given,
      boolean primary,
      List<String> columns,
      List<String> include,
      boolean nullsNotDistinct,
      @Nullable String usingIndex) {
    if (usingIndex == null) {
      var definition = IndexKeyNames.using("btree", columns, include, nullsNotDistinct);
      key(given, primary, columns, include, definition);
      return;
    }
    var name = given == null ? usingIndex : ObjectNames.truncate(given);
    var taken = table.indexes.stream().filter(i -> i.name().name().equals(usingIndex)).findFirst();
    if (taken.isEmpty()) {
      return;
    }
    var index = taken.get();
    state.remove(index.name());
    table.indexes.remove(index);
    table.indexes.add(IndexMaker.backing(index, table.name.schema(), name, primary));
    for (var column : primary ? index.columns() : List.<String>of()) {
      table.setNotNull(column, true);
      notNull(null, column, true, false);
    }
    addKey(name, primary, index.columns());
  }

  /**
   * A foreign key.
   *
   * @param options what stands behind the referenced columns, or null where unknown
   */
  void foreignKey(
      @Nullable String given,
      List<String> columns,
      QualifiedName target,
      List<String> targetColumns,
      boolean validated,
      boolean enforced,
      @Nullable String options) {
    var name =
        given == null
            ? chooseConstraint(String.join("_", columns), "fkey")
            : ObjectNames.truncate(given);
    var itself = target.equals(table.name) || isThis(target);
    var known = itself ? null : state.find(target).orElse(null);
    var full = itself ? table.name : known == null ? target : known.name();
    var keyed =
        !targetColumns.isEmpty()
            ? targetColumns
            : itself
                ? primaryKey(table.constraints)
                : known == null ? List.<String>of() : primaryKey(known.constraints());
    var key =
        new Constraint(
            name,
            Constraint.Kind.FOREIGN_KEY,
            columns,
            ForeignKeyText.definition(columns, full, keyed, options),
            null,
            validated && enforced,
            enforced,
            table.kind != Relation.Kind.PARTITIONED_TABLE,
            full,
            keyed,
            null);
    table.constraints.add(key);
    if (itself) {
      table.referencedBy.add(new Relation.ReferencingKey(table.name, name));
    } else {
      Links.refer(state, table.name, key);
    }
  }

  /** The table under construction is not in the state yet. */
  private boolean isThis(QualifiedName target) {
    return target.schema() == null
        && target.name().equals(table.name.name())
        && state.find(target).map(r -> r.name().equals(table.name)).orElse(true);
  }

  private static List<String> primaryKey(List<Constraint> constraints) {
    return constraints.stream()
        .filter(c -> c.kind() == Constraint.Kind.PRIMARY_KEY)
        .findFirst()
        .map(Constraint::columns)
        .orElse(List.of());
  }

  /** Which columns it excludes over the reader does not tell, so a chosen name is a guess. */
  private void exclude(TableConstraint.Exclude constraint) {
    var given = constraint.name();
    var name = given == null ? chooseRelation(null, "excl", true) : ObjectNames.truncate(given);
    table.constraints.add(
        new Constraint(
            name,
            Constraint.Kind.EXCLUDE,
            List.of(),
            "",
            null,
            true,
            true,
            true,
            null,
            List.of(),
            name));
  }

  private String chooseConstraint(@Nullable String addition, String label) {
    return ObjectNames.choose(table.name.name(), addition, label, this::isConstraint);
  }

  String chooseRelation(@Nullable String addition, String label, boolean constraint) {
    Predicate<String> taken =
        name ->
            table.indexes.stream().anyMatch(i -> i.name().name().equals(name))
                || name.equals(table.name.name())
                || state.find(QualifiedName.of(table.name.schema(), name)).isPresent()
                || (constraint && isConstraint(name));
    return ObjectNames.choose(table.name.name(), addition, label, taken);
  }

  /** Chosen names differ from those of every constraint in the schema. */
  private boolean isConstraint(String name) {
    var schema = table.name.schema();
    return table.constraint(name) != null
        || (schema != null
            && state.constraintsNamed(schema, name).stream()
                .anyMatch(owner -> !owner.equals(table.name)));
  }
}
