package io.safeddl.catalog.model;

import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.Statement;
import java.util.Objects;

/** DROP, with what goes away with it as far as that is known. */
final class Removal {
  private final ModelState state;

  Removal(ModelState state) {
    this.state = state;
  }

  void drop(Statement.Drop drop) {
    for (var name : drop.names()) {
      switch (drop.kind()) {
        case TABLE, FOREIGN_TABLE -> dropTable(name, drop.cascade());
        case INDEX -> dropIndex(name);
        case VIEW, MATERIALIZED_VIEW, SEQUENCE ->
            state.find(name).map(Relation::name).ifPresent(state::remove);
        case TYPE, DOMAIN -> dropType(name, drop.cascade());
        case PROCEDURE, ROUTINE -> state.procedures.remove(name);
        case SCHEMA -> state.removeSchema(name.name());
        default -> {}
      }
    }
  }

  private void dropTable(QualifiedName name, boolean cascade) {
    var table = state.find(name).orElse(null);
    if (table == null) {
      return;
    }
    for (var child : table.children()) {
      if (cascade || state.find(child).map(Relation::isPartition).orElse(false)) {
        dropTable(child, cascade);
      }
    }
    for (var key : table.referencedBy()) {
      Links.change(
          state,
          key.table(),
          b ->
              b.constraints.removeIf(
                  c -> c.name().equals(key.constraint()) && table.name().equals(c.references())));
    }
    table.constraints().forEach(c -> Links.forgetReference(state, table.name(), c));
    var parent = table.parent();
    if (parent != null) {
      Links.change(state, parent, b -> b.children.remove(table.name()));
    }
    table.indexes().forEach(i -> state.remove(i.name()));
    state.ownedBy(table.name()).forEach(state::remove);
    state.disown(table.name());
    state.remove(table.name());
  }

  private void dropIndex(QualifiedName name) {
    var index = state.find(name).orElse(null);
    var table = index == null ? null : index.table();
    if (index == null || table == null) {
      return;
    }
    var children = state.find(table).map(Relation::children).orElseThrow();
    var like =
        state.find(table).orElseThrow().indexes().stream()
            .filter(i -> i.name().equals(index.name()))
            .findFirst();
    Links.change(state, table, b -> b.indexes.removeIf(i -> i.name().equals(index.name())));
    state.remove(index.name());
    if (index.kind() != Relation.Kind.PARTITIONED_INDEX) {
      return;
    }
    for (var child : children) {
      state.find(child).stream()
          .flatMap(c -> c.indexes().stream())
          .filter(
              i ->
                  like.isPresent()
                      && i.constraint() == null
                      && i.columns().equals(like.get().columns())
                      && i.unique() == like.get().unique()
                      && i.partial() == like.get().partial())
          .findFirst()
          .ifPresent(i -> dropIndex(i.name()));
    }
  }

  private void dropType(QualifiedName name, boolean cascade) {
    var type = state.types.type(name).orElse(null);
    state.types.removeType(name);
    if (!cascade || type == null) {
      return;
    }
    for (var table : state.changed()) {
      var builder = new RelationBuilder(table);
      if (builder.columns.removeIf(
          c ->
              c.type().name().name().equals(type.name().name())
                  && (c.type().name().schema() == null
                      || Objects.equals(c.type().name().schema(), type.name().schema())))) {
        state.put(builder.build());
      }
    }
  }
}
