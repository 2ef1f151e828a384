package io.safeddl.catalog.model;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.PartitionBound;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a change of one table does to its children, its parent and the tables that refer to it. */
final class TableFamily {
  private final ModelState state;

  TableFamily(ModelState state) {
    this.state = state;
  }

  /** Gives a child what its parent has got: under the parent's names, but for indexes. */
  void inheritNew(Relation before, Relation after, QualifiedName child) {
    var known = state.find(child).orElse(null);
    if (known == null) {
      return;
    }
    var table = new RelationBuilder(known);
    for (var column : after.columns()) {
      var old = before.column(column.name());
      if (old.isEmpty() && table.column(column.name()) == null) {
        table.columns.add(column);
      } else if (column.notNull() && !old.map(Column::notNull).orElse(true)) {
        table.setNotNull(column.name(), true);
      }
    }
    var maker = new ConstraintMaker(state, table);
    for (var constraint : after.constraints()) {
      if (before.constraint(constraint.name()).isPresent()
          || constraint.noInherit()
          || table.constraint(constraint.name()) != null) {
        continue;
      }
      switch (constraint.kind()) {
        case CHECK -> table.constraints.add(constraint);
        case NOT_NULL ->
            maker.notNull(
                constraint.name(), constraint.columns().get(0), constraint.validated(), false);
        case FOREIGN_KEY ->
            maker.foreignKey(
                constraint.name(),
                constraint.columns(),
                Objects.requireNonNull(constraint.references()),
                constraint.referencedColumns(),
                constraint.validated(),
                constraint.enforced(),
                ForeignKeyText.options(constraint.definition()));
        default -> {}
      }
    }
    var changed = table.build();
    state.put(changed);
    known.children().forEach(c -> inheritNew(known, changed, c));
  }

  void inheritIndexes(Relation before, RelationBuilder table) {
    if (table.kind != Relation.Kind.PARTITIONED_TABLE) {
      return;
    }
    var made =
        table.indexes.stream()
            .filter(i -> before.indexes().stream().noneMatch(o -> o.name().equals(i.name())))
            .toList();
    for (var child : before.children()) {
      made.forEach(i -> new IndexMaker(state).inherit(child, i));
    }
  }

  void renameConstraint(RelationBuilder table, String name, String newName) {
    table.constraints.replaceAll(
        c ->
            c.name().equals(name)
                ? new Constraint(
                    newName,
                    c.kind(),
                    c.columns(),
                    c.definition(),
                    c.expression(),
                    c.validated(),
                    c.enforced(),
                    c.noInherit(),
                    c.references(),
                    c.referencedColumns(),
                    c.index() == null ? null : newName)
                : c);
    for (var index : List.copyOf(table.indexes)) {
      if (name.equals(index.constraint())) {
        state.remove(index.name());
        table.indexes.remove(index);
        table.indexes.add(IndexMaker.backing(index, table.name.schema(), newName, index.primary()));
      }
    }
    for (var constraint : table.constraints) {
      var target = constraint.references();
      if (constraint.name().equals(newName) && target != null && !target.equals(table.name)) {
        Links.change(
            state,
            target,
            b ->
                b.referencedBy.replaceAll(
                    k ->
                        k.table().equals(table.name) && k.constraint().equals(name)
                            ? new Relation.ReferencingKey(table.name, newName)
                            : k));
      }
    }
  }

  void renameReferenced(Relation relation, AlterAction.RenameColumn action) {
    for (var key : relation.referencedBy()) {
      if (!key.table().equals(relation.name())) {
        Links.change(
            state,
            key.table(),
            b ->
                b.constraints.replaceAll(
                    c ->
                        relation.name().equals(c.references())
                            ? new Constraint(
                                c.name(),
                                c.kind(),
                                c.columns(),
                                c.definition(),
                                c.expression(),
                                c.validated(),
                                c.enforced(),
                                c.noInherit(),
                                c.references(),
                                ColumnEdits.renamed(
                                    c.referencedColumns(), action.column(), action.newName()),
                                c.index())
                            : c));
      }
    }
  }

  void dropReferencesTo(Relation relation, String column) {
    for (var key : relation.referencedBy()) {
      Links.change(
          state,
          key.table(),
          b ->
              b.constraints.removeIf(
                  c ->
                      relation.name().equals(c.references())
                          && c.referencedColumns().contains(column)));
    }
  }

  void attach(Relation parent, QualifiedName child, @Nullable PartitionBound bound) {
    var found = state.find(child).orElse(null);
    if (found == null || Links.isCircle(state, parent.name(), found.name())) {
      return;
    }
    var name = found.name();
    Links.change(
        state,
        name,
        b -> {
          b.parent = parent.name();
          b.isPartition = bound != null;
          b.bound = bound == null ? null : bound.text();
        });
    Links.change(state, parent.name(), b -> b.children.add(name));
    if (bound != null) {
      parent.indexes().forEach(i -> new IndexMaker(state).inherit(name, i));
    }
  }

  void detach(Relation parent, QualifiedName child) {
    var name = state.find(child).map(Relation::name).orElse(child);
    Links.change(
        state,
        name,
        b -> {
          b.parent = null;
          b.isPartition = false;
          b.bound = null;
        });
    Links.change(state, parent.name(), b -> b.children.remove(name));
  }
}
