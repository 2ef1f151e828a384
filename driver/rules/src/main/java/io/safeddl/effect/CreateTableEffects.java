package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;
import static io.safeddl.effect.LockMode.ACCESS_SHARE;
import static io.safeddl.effect.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.Scan;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.PartitionBound;
import io.safeddl.sql.tree.Statement.CreateTable;
import io.safeddl.sql.tree.TableConstraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE: what it does to the tables that are there already (measured on 14–18). */
final class CreateTableEffects {
  private CreateTableEffects() {}

  static void read(CreateTable statement, Reading in) {
    if (statement.ifNotExists() && in.catalog().relation(statement.name()).isPresent()) {
      return; // looked at before anything is locked
    }
    statement.likes().forEach(like -> in.out().lock(in.ref(like), ACCESS_SHARE));
    statement.parents().forEach(p -> in.out().lock(in.ref(p), SHARE_UPDATE_EXCLUSIVE));
    for (ColumnDefinition column : statement.columns()) {
      for (ColumnConstraint constraint : column.constraints()) {
        if (constraint instanceof ColumnConstraint.References key) {
          lockReferenced(key.table(), statement.name(), in);
        }
      }
    }
    for (TableConstraint constraint : statement.constraints()) {
      if (constraint instanceof TableConstraint.ForeignKey key) {
        lockReferenced(key.table(), statement.name(), in);
      }
    }
    if (statement.partitionOf() != null) {
      partitionOf(in.ref(statement.partitionOf()), statement.bound(), in);
    }
  }

  private static void lockReferenced(QualifiedName table, QualifiedName self, Reading in) {
    if (!table.equals(self)) {
      in.out().lockAll(in.partitions(in.ref(table)), SHARE_ROW_EXCLUSIVE);
    }
  }

  /** The new partition gets what the parent has: its keys, and the keys that point to it. */
  private static void partitionOf(RelationRef parent, @Nullable PartitionBound bound, Reading in) {
    in.out().lock(parent, ACCESS_EXCLUSIVE);
    var byDefault = in.defaultPartition(parent);
    if (byDefault != null) {
      // Rows of the default partition may belong to the new one.
      for (var each : in.partitions(byDefault)) {
        in.out().lock(each, ACCESS_EXCLUSIVE);
      }
      var proof = bound == null ? null : in.proof(parent.relation(), bound);
      for (var each : Reading.withRows(in.partitions(byDefault))) {
        if (proof != null && (proof.excludes(each) || proof.excludes(byDefault))) {
          continue;
        }
        in.out().scan(each, Scan.Reason.PARTITION_BOUND, ACCESS_EXCLUSIVE);
      }
    }
    lockKeysOfParent(parent.relation(), in);
  }

  /** Locks for foreign keys that a new or attached partition takes over from its parent. */
  static void lockKeysOfParent(@Nullable Relation parent, Reading in) {
    if (parent == null) {
      return;
    }
    for (Constraint constraint : parent.constraints()) {
      if (constraint.kind() == Constraint.Kind.FOREIGN_KEY && constraint.references() != null) {
        in.out().lockAll(in.partitions(in.ref(constraint.references())), SHARE_ROW_EXCLUSIVE);
      }
    }
    for (var key : parent.referencedBy()) {
      // 14 takes ACCESS SHARE on the referencing table, 15 and later SHARE ROW EXCLUSIVE.
      List<RelationRef> referencing = in.partitions(in.ref(key.table()));
      in.out().lockAll(referencing, in.since(15) ? SHARE_ROW_EXCLUSIVE : ACCESS_SHARE);
    }
  }
}
