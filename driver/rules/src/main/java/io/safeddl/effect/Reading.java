package io.safeddl.effect;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.PartitionBound;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all readers share while one statement is read: what is known, and where the facts go.
 *
 * @param catalog the tables as they are before the statement
 * @param transaction the transaction that it would run in
 * @param out where the facts go
 */
record Reading(Catalog catalog, TransactionContext transaction, Collector out) {
  /** The relation of that name; a name that is not known is kept as it was written. */
  RelationRef ref(QualifiedName name) {
    return catalog.relation(name).map(RelationRef::of).orElseGet(() -> new RelationRef(name, null));
  }

  /** True from that major version on. */
  boolean since(int major) {
    return catalog.majorVersion() >= major;
  }

  /** All partitions or inheritance children, children of children too; not the relation itself. */
  List<RelationRef> descendants(RelationRef parent) {
    List<RelationRef> found = new ArrayList<>();
    Set<QualifiedName> seen = new HashSet<>();
    seen.add(parent.name());
    descend(parent.relation(), found, seen);
    return found;
  }

  private void descend(
      @Nullable Relation parent, List<RelationRef> found, Set<QualifiedName> seen) {
    if (parent == null) {
      return;
    }
    for (var child : parent.children()) {
      if (seen.add(child)) {
        var ref = ref(child);
        found.add(ref);
        descend(ref.relation(), found, seen);
      }
    }
  }

  /** The relation and all its descendants. */
  List<RelationRef> family(RelationRef parent) {
    if (parent.relation() == null || parent.relation().children().isEmpty()) {
      return List.of(parent);
    }
    List<RelationRef> family = new ArrayList<>();
    family.add(parent);
    family.addAll(descendants(parent));
    return family;
  }

  /** The relation and its partitions; inheritance children stay apart. */
  List<RelationRef> partitions(RelationRef parent) {
    return isPartitioned(parent) ? family(parent) : List.of(parent);
  }

  /** What a partition's bound says of its rows; null where nothing can be proved. */
  @Nullable BoundProof proof(@Nullable Relation parent, PartitionBound bound) {
    return BoundProof.of(parent, bound, name -> Optional.ofNullable(ref(name).relation()));
  }

  /** The default partition of a partitioned table, or null where it has none. */
  @Nullable RelationRef defaultPartition(RelationRef parent) {
    if (!isPartitioned(parent) || parent.relation() == null) {
      return null;
    }
    for (var child : parent.relation().children()) {
      var ref = ref(child);
      if (ref.relation() != null && ref.relation().defaultPartition()) {
        return ref;
      }
    }
    return null;
  }

  /** An index as a relation; its size is that of its table, which is what a build would read. */
  static RelationRef index(Relation table, Index index) {
    return RelationRef.of(
        new Relation(
            index.oid(),
            index.name(),
            table.kind() == Relation.Kind.PARTITIONED_TABLE
                ? Relation.Kind.PARTITIONED_INDEX
                : Relation.Kind.INDEX,
            table.owner(),
            table.temporary(),
            table.createdInTransaction(),
            table.sizeBytes(),
            table.estimatedRows(),
            List.of(),
            List.of(),
            List.of(),
            null,
            false,
            null,
            List.of(),
            List.of(),
            List.of(),
            table.name()));
  }

  /** True for a table that is known to have partitions instead of rows. */
  static boolean isPartitioned(RelationRef ref) {
    return ref.relation() != null && ref.relation().kind() == Relation.Kind.PARTITIONED_TABLE;
  }

  /** Those that hold rows themselves: all but partitioned tables. */
  static List<RelationRef> withRows(List<RelationRef> relations) {
    return relations.stream().filter(r -> !isPartitioned(r)).toList();
  }

  /** True for a relation that is known to be of this kind. */
  static boolean is(RelationRef ref, Relation.Kind kind) {
    return ref.relation() != null && ref.relation().kind() == kind;
  }
}
