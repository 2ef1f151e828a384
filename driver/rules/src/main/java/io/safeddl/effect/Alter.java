package io.safeddl.effect;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One ALTER TABLE while its actions are read.
 *
 * @param in what is known, and where the facts go
 * @param statement the whole statement
 * @param table the table named
 * @param family the table and, unless ONLY was written, its partitions or inheritance children
 */
record Alter(Reading in, AlterTable statement, RelationRef table, List<RelationRef> family) {
  static Alter of(AlterTable statement, Reading in) {
    var table = in.ref(statement.name());
    return new Alter(in, statement, table, statement.only() ? List.of(table) : in.family(table));
  }

  /** Locks the family; with ONLY the direct children, whose columns and constraints stay. */
  void lockFamilyOrChildren(LockMode mode) {
    lockFamily(mode);
    if (statement.only()) {
      children().forEach(child -> out().lock(child, mode));
    }
  }

  private List<RelationRef> children() {
    var relation = relation();
    return relation == null ? List.of() : relation.children().stream().map(in::ref).toList();
  }

  Collector out() {
    return in.out();
  }

  @Nullable Relation relation() {
    return table.relation();
  }

  boolean partitioned() {
    return Reading.isPartitioned(table);
  }

  /** The table where it holds rows, and all of the family that do. */
  List<RelationRef> withRows() {
    return Reading.withRows(family);
  }

  /** The column as it is before the statement, or null where it is not known. */
  @Nullable Column column(String name) {
    return relation() == null ? null : relation().column(name).orElse(null);
  }

  /** The mode on the table alone. */
  void lock(LockMode mode) {
    out().lock(table, mode);
  }

  /** The mode on the table and its family. */
  void lockFamily(LockMode mode) {
    out().lockAll(family, mode);
  }

  /** True where the same statement drops that constraint: PostgreSQL does so before all else. */
  boolean drops(String constraint) {
    return statement.actions().stream()
        .anyMatch(a -> a instanceof AlterAction.DropConstraint d && d.name().equals(constraint));
  }
}
