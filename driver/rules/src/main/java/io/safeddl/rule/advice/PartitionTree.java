package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A table with its partitions, of all levels.
 *
 * @param children none for a leaf, which holds rows
 */
record PartitionTree(Relation table, List<PartitionTree> children) {
  PartitionTree {
    children = List.copyOf(children);
  }

  /**
   * Reads the partitions.
   *
   * @param doubts hears, as a clause, why a partition cannot be treated like the others
   */
  static PartitionTree of(Relation table, Catalog catalog, Consumer<String> doubts) {
    var children = new ArrayList<PartitionTree>();
    for (QualifiedName name : table.children()) {
      var child = catalog.relation(name).orElse(null);
      if (child == null) {
        doubts.accept("the partition " + name.toSql() + " is not known");
      } else if (!child.isTable() || child.temporary()) {
        doubts.accept(
            "the partition "
                + name.toSql()
                + (child.temporary() ? " is temporary" : " is no ordinary table"));
      } else {
        children.add(of(child, catalog, doubts));
      }
    }
    return new PartitionTree(table, children);
  }

  boolean isLeaf() {
    return table.kind() != Relation.Kind.PARTITIONED_TABLE;
  }

  /** The tables that hold rows. */
  List<Relation> leaves() {
    if (isLeaf()) {
      return List.of(table);
    }
    var leaves = new ArrayList<Relation>();
    children.forEach(child -> leaves.addAll(child.leaves()));
    return leaves;
  }
}
