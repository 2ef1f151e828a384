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
 * @param foreign it has partitions, of whatever level, that are foreign tables: they are left out
 */
record PartitionTree(Relation table, List<PartitionTree> children, boolean foreign) {
  /** Of partitions that are foreign tables (42809). */
  static final String NO_UNIQUE_INDEX =
      "PostgreSQL has no unique indexes on tables with foreign tables among their partitions";

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
    var foreign = false;
    for (QualifiedName name : table.children()) {
      var child = catalog.relation(name).orElse(null);
      if (child == null) {
        doubts.accept("the partition " + name.toSql() + " is not known");
      } else if (child.kind() == Relation.Kind.FOREIGN_TABLE) {
        foreign = true;
      } else if (!child.isTable() || child.temporary()) {
        doubts.accept(
            "the partition "
                + name.toSql()
                + (child.temporary() ? " is temporary" : " is no ordinary table"));
      } else {
        var tree = of(child, catalog, doubts);
        foreign |= tree.foreign();
        children.add(tree);
      }
    }
    return new PartitionTree(table, children, foreign);
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
