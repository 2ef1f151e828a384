package io.safeddl.catalog.model;

import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;

/** The sequences behind serial and identity columns. */
final class Sequences {
  private Sequences() {}

  static void create(
      ModelState state, RelationBuilder table, ColumnDefinition column, boolean inTransaction) {
    var type = column.type();
    var needed =
        (type != null && type.serial())
            || column.constraints().stream().anyMatch(ColumnConstraint.Identity.class::isInstance);
    if (!needed) {
      return;
    }
    create(state, table, column.name(), inTransaction);
  }

  static void create(
      ModelState state, RelationBuilder table, String column, boolean inTransaction) {
    var name =
        ObjectNames.choose(
            table.name.name(),
            column,
            "seq",
            n -> state.find(QualifiedName.of(table.name.schema(), n)).isPresent());
    var sequence =
        new RelationBuilder(QualifiedName.of(table.name.schema(), name), Relation.Kind.SEQUENCE);
    sequence.temporary = table.temporary;
    sequence.created = inTransaction;
    state.put(sequence.build());
    state.own(sequence.name, table.name);
  }
}
