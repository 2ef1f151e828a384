package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.model.ForeignKeyText;
import io.safeddl.effect.Effects.Scan;
import io.safeddl.sql.tree.AlterAction;
import java.util.Objects;

/**
 * ATTACH PARTITION (manual, ALTER TABLE and section 5.12.2.2; measured on 14–18). The scans are
 * left out by PostgreSQL where a valid CHECK implies the bound.
 */
final class AttachPartitionEffects {
  private AttachPartitionEffects() {}

  static void read(AlterAction.AttachPartition action, Alter alter) {
    var child = alter.in().ref(action.partition());
    alter.lock(SHARE_UPDATE_EXCLUSIVE);
    var children = alter.in().partitions(child);
    alter.out().lockAll(children, ACCESS_EXCLUSIVE);
    var proof = alter.in().proof(alter.relation(), action.bound());
    for (var leaf : Reading.withRows(children)) {
      if (proof == null || !(proof.fits(leaf) || proof.fits(child))) {
        alter.out().scan(leaf, Scan.Reason.PARTITION_BOUND, ACCESS_EXCLUSIVE);
      }
    }
    var byDefault = alter.in().defaultPartition(alter.table());
    if (byDefault != null) {
      var defaults = alter.in().partitions(byDefault);
      alter.out().lockAll(defaults, ACCESS_EXCLUSIVE);
      for (var leaf : Reading.withRows(defaults)) {
        if (proof == null || !(proof.excludes(leaf) || proof.excludes(byDefault))) {
          alter.out().scan(leaf, Scan.Reason.PARTITION_BOUND, ACCESS_EXCLUSIVE);
        }
      }
    }
    var parent = alter.relation();
    if (parent == null) {
      alter.out().unknown("the indexes and keys of " + alter.table());
      return;
    }
    for (var leaf : Reading.withRows(children)) {
      buildMissingIndexes(parent, leaf, alter);
    }
    CreateTableEffects.lockKeysOfParent(parent, alter.in());
    foreignKeys(parent, child, alter);
  }

  private static void buildMissingIndexes(Relation parent, RelationRef leaf, Alter alter) {
    for (Index index : parent.indexes()) {
      if (!IndexMatch.hasEqual(leaf, index)) {
        alter.out().build(leaf, "", ACCESS_EXCLUSIVE, false, "the parent's index " + index.name());
      }
    }
  }

  /**
   * A child without the parent's foreign key is checked against it; one that has an equal key gives
   * up its own triggers, for which the referenced table is locked with ACCESS EXCLUSIVE.
   */
  private static void foreignKeys(Relation parent, RelationRef child, Alter alter) {
    for (Constraint key : parent.constraints()) {
      if (key.kind() != Constraint.Kind.FOREIGN_KEY || key.references() == null) {
        continue;
      }
      var referenced = alter.in().partitions(alter.in().ref(key.references()));
      boolean has = child.relation() != null && hasKey(child.relation(), key);
      alter.out().lockAll(referenced, has ? ACCESS_EXCLUSIVE : SHARE_ROW_EXCLUSIVE);
      if (!has) {
        for (var table : Reading.withRows(alter.in().partitions(child))) {
          alter.out().scan(table, Scan.Reason.FOREIGN_KEY, ACCESS_EXCLUSIVE);
        }
        for (var table : Reading.withRows(referenced)) {
          alter.out().scan(table, Scan.Reason.FOREIGN_KEY, SHARE_ROW_EXCLUSIVE);
        }
      }
    }
  }

  private static boolean hasKey(Relation child, Constraint key) {
    var options = ForeignKeyText.options(key.definition());
    return child.constraints().stream()
        .anyMatch(
            c ->
                c.kind() == Constraint.Kind.FOREIGN_KEY
                    && c.validated()
                    && c.columns().equals(key.columns())
                    && Objects.equals(c.references(), key.references())
                    && c.referencedColumns().equals(key.referencedColumns())
                    && options != null
                    && options.equals(ForeignKeyText.options(c.definition())));
  }
}
