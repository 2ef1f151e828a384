package io.safeddl.catalog.model;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE in all its forms. */
final class TableMaker {
  private final ModelState state;
  private final boolean inTransaction;

  TableMaker(ModelState state, boolean inTransaction) {
    this.state = state;
    this.inTransaction = inTransaction;
  }

  void create(Statement.CreateTable statement) {
    if (statement.untilCommit() && !inTransaction) {
      return; // gone with its own statement
    }
    var name = state.names.fresh(statement.name(), statement.temporary());
    if (state.find(name).isPresent() || (statement.ifNotExists() && state.older.contains(name))) {
      // IF NOT EXISTS, or an error.
      return;
    }
    var kind =
        statement.foreign()
            ? Relation.Kind.FOREIGN_TABLE
            : statement.partitionedBy() ? Relation.Kind.PARTITIONED_TABLE : Relation.Kind.TABLE;
    var table = new RelationBuilder(name, kind);
    table.temporary = statement.temporary() || ModelState.TEMPORARY.equals(name.schema());
    table.created = inTransaction;
    table.partitionKeyed.addAll(statement.partitionKey());
    table.sizeBytes = inTransaction || table.temporary ? 0 : -1;
    var parents = new ArrayList<>(statement.parents());
    var partitionOf = statement.partitionOf();
    if (partitionOf != null) {
      parents.add(partitionOf);
      table.isPartition = true;
      var bound = statement.bound();
      table.bound = bound == null ? null : bound.text();
    }
    var inherited =
        parents.stream()
            .flatMap(parent -> state.find(parent).stream())
            .filter(parent -> !Links.isCircle(state, parent.name(), name))
            .toList();
    inherited.forEach(p -> inheritColumns(table, p));
    for (var source : statement.likes()) {
      state.find(source).ifPresent(s -> like(table, s));
    }
    statement.columns().forEach(c -> column(table, c));
    constraints(table, statement, inherited);
    if (!inherited.isEmpty()) {
      table.parent = inherited.get(0).name();
    }
    state.put(table.build());
    if (statement.likesMore()) {
      state.vague = state.vague.plus(name);
    }
    if (statement.untilCommit()) {
      state.dropAtCommit(name);
    }
    for (var parent : inherited) {
      Links.change(state, parent.name(), b -> b.children.add(name));
    }
  }

  private void constraints(
      RelationBuilder table, Statement.CreateTable statement, List<Relation> inherited) {
    var maker = new ConstraintMaker(state, table);
    // Checks come with the table, keys and their indexes after it, foreign keys last; 18 makes
    // the rows for NOT NULL behind the checks.
    for (var column : statement.columns()) {
      column.constraints().stream()
          .filter(ColumnConstraint.Check.class::isInstance)
          .map(ColumnConstraint.Check.class::cast)
          .forEach(
              c -> maker.check(c.name(), c.condition().text(), true, c.enforced(), c.noInherit()));
    }
    add(maker, statement, TableConstraint.Check.class);
    add(maker, statement, TableConstraint.NotNull.class);
    statement.columns().forEach(c -> notNull(maker, c));
    inherited.forEach(p -> inheritConstraints(table, maker, p));
    keys(statement)
        .forEach(k -> maker.key(k.name(), k.primary(), k.columns(), k.include(), k.definition()));
    add(maker, statement, TableConstraint.Exclude.class);
    for (var parent : inherited) {
      if (table.isPartition) {
        parent.indexes().forEach(i -> new IndexMaker(state).inherit(table, i));
      }
    }
    for (var column : statement.columns()) {
      for (var c : column.constraints()) {
        if (c instanceof ColumnConstraint.References r) {
          maker.foreignKey(
              r.name(),
              List.of(column.name()),
              r.table(),
              r.column() == null ? List.of() : List.of(r.column()),
              true,
              r.enforced(),
              r.actions().sql(r.deferral()).strip());
        }
      }
    }
    add(maker, statement, TableConstraint.ForeignKey.class);
  }

  private static void add(
      ConstraintMaker maker,
      Statement.CreateTable statement,
      Class<? extends TableConstraint> kind) {
    statement.constraints().stream().filter(kind::isInstance).forEach(maker::add);
  }

  /** A primary key or unique constraint that is to be made. */
  private record Key(
      @Nullable String name,
      boolean primary,
      List<String> columns,
      List<String> include,
      boolean nullsNotDistinct) {
    private String definition() {
      return IndexKeyNames.using("btree", columns, include, nullsNotDistinct);
    }

    private boolean isLike(Key other) {
      return columns.equals(other.columns) && include.equals(other.include);
    }
  }

  /** The keys, primary first; equal ones are made once ({@code transformIndexConstraints}). */
  private static List<Key> keys(Statement.CreateTable statement) {
    var keys = new ArrayList<Key>();
    for (var column : statement.columns()) {
      for (var constraint : column.constraints()) {
        if (constraint instanceof ColumnConstraint.PrimaryKey c) {
          keys.add(0, new Key(c.name(), true, List.of(column.name()), List.of(), false));
        } else if (constraint instanceof ColumnConstraint.Unique c) {
          keys.add(
              new Key(c.name(), false, List.of(column.name()), List.of(), c.nullsNotDistinct()));
        }
      }
    }
    for (var constraint : statement.constraints()) {
      if (constraint instanceof TableConstraint.PrimaryKey c) {
        keys.add(0, new Key(c.name(), true, c.columns(), c.include(), false));
      } else if (constraint instanceof TableConstraint.Unique c) {
        keys.add(new Key(c.name(), false, c.columns(), c.include(), c.nullsNotDistinct()));
      }
    }
    var distinct = new ArrayList<Key>();
    for (var key : keys) {
      var like = distinct.stream().filter(key::isLike).findFirst();
      if (like.isEmpty()) {
        distinct.add(key);
      } else if (like.get().name() == null) {
        distinct.set(
            distinct.indexOf(like.get()),
            new Key(
                key.name(),
                like.get().primary(),
                key.columns(),
                key.include(),
                like.get().nullsNotDistinct()));
      }
    }
    return distinct;
  }

  static void notNull(ConstraintMaker maker, ColumnDefinition column) {
    var given =
        column.constraints().stream()
            .filter(ColumnConstraint.NotNull.class::isInstance)
            .map(ColumnConstraint.NotNull.class::cast)
            .findFirst();
    if (given.isPresent()) {
      maker.notNull(given.get().name(), column.name(), true, given.get().noInherit());
    } else if (isNotNull(column)) {
      maker.notNull(null, column.name(), true, false);
    }
  }

  private void column(RelationBuilder table, ColumnDefinition definition) {
    var existing = table.column(definition.name());
    var made = make(definition, existing);
    if (made == null) {
      return;
    }
    if (existing == null) {
      table.columns.add(made);
      Sequences.create(state, table, definition, inTransaction);
    } else {
      table.column(definition.name(), c -> made);
    }
  }

  /** The column as defined; merged with the one that is inherited under its name. */
  static @Nullable Column make(ColumnDefinition definition, @Nullable Column inherited) {
    var type =
        definition.type() != null ? definition.type() : inherited == null ? null : inherited.type();
    if (type == null) {
      return null;
    }
    var generated = inherited == null ? Column.Generated.NO : inherited.generated();
    var identity = false;
    var value = inherited == null ? null : inherited.defaultExpression();
    for (var constraint : definition.constraints()) {
      if (constraint instanceof ColumnConstraint.Default c) {
        value = c.value().text().equalsIgnoreCase("null") ? null : c.value().text();
      } else if (constraint instanceof ColumnConstraint.Generated c) {
        value = c.value().text();
        generated =
            c.kind() == ColumnConstraint.Generated.Kind.STORED
                ? Column.Generated.STORED
                : Column.Generated.VIRTUAL;
      } else if (constraint instanceof ColumnConstraint.Identity) {
        identity = true;
      }
    }
    var collation = definition.collation();
    return new Column(
        definition.name(),
        type,
        isNotNull(definition) || (inherited != null && inherited.notNull()),
        collation == null ? null : collation.toSql(),
        generated,
        identity,
        type.serial() ? "nextval('?')" : value);
  }

  static boolean isNotNull(ColumnDefinition column) {
    var type = column.type();
    return (type != null && type.serial())
        || column.constraints().stream()
            .anyMatch(
                c ->
                    c instanceof ColumnConstraint.NotNull
                        || c instanceof ColumnConstraint.Identity
                        || c instanceof ColumnConstraint.PrimaryKey);
  }

  private static void inheritColumns(RelationBuilder table, Relation parent) {
    for (var column : parent.columns()) {
      if (table.column(column.name()) == null) {
        table.columns.add(
            new Column(
                column.name(),
                column.type(),
                column.notNull(),
                column.collation(),
                column.generated(),
                // Identity reaches partitions from 17 on, children never.
                false,
                column.defaultExpression()));
      }
    }
  }

  private static void inheritConstraints(
      RelationBuilder table, ConstraintMaker maker, Relation parent) {
    for (var constraint : parent.constraints()) {
      if (constraint.kind() == Constraint.Kind.CHECK
          && !constraint.noInherit()
          && table.constraint(constraint.name()) == null) {
        // A new table has no rows that could violate it.
        table.constraints.add(
            TableChange.with(constraint, constraint.enforced(), constraint.enforced()));
      } else if (constraint.kind() == Constraint.Kind.NOT_NULL && !constraint.noInherit()) {
        maker.notNull(
            constraint.name(), constraint.columns().get(0), constraint.validated(), false);
      } else if (constraint.kind() == Constraint.Kind.FOREIGN_KEY && table.isPartition) {
        maker.foreignKey(
            constraint.name(),
            constraint.columns(),
            Objects.requireNonNull(constraint.references()),
            constraint.referencedColumns(),
            constraint.validated(),
            constraint.enforced(),
            ForeignKeyText.options(constraint.definition()));
      }
    }
  }

  /** LIKE without its options, which the reader does not tell: names, types and NOT NULL. */
  private static void like(RelationBuilder table, Relation source) {
    for (var column : source.columns()) {
      table.columns.add(
          new Column(
              column.name(),
              column.type(),
              column.notNull(),
              column.collation(),
              Column.Generated.NO,
              false,
              null));
    }
    source.constraints().stream()
        .filter(c -> c.kind() == Constraint.Kind.NOT_NULL)
        .forEach(table.constraints::add);
  }
}
