package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.safeddl.catalog.Constraint;
import io.safeddl.effect.Effects.Scan;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.tree.AlterAction;

/** DETACH PARTITION in its three forms (manual, ALTER TABLE; measured on 14–18). */
final class DetachPartitionEffects {
  private DetachPartitionEffects() {}

  static void read(AlterAction.DetachPartition action, Alter alter) {
    var child = alter.in().ref(action.partition());
    boolean online = action.concurrently() || action.finalizes();
    alter.lock(online ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
    alter.out().lockAll(alter.in().partitions(child), ACCESS_EXCLUSIVE);
    if (action.concurrently()) {
      alter.out().trait(Trait.FORBIDDEN_IN_TRANSACTION);
      alter.out().trait(Trait.WAITS_FOR_TRANSACTIONS);
    }
    var byDefault = alter.in().defaultPartition(alter.table());
    if (byDefault != null) {
      if (action.concurrently()) {
        alter.out().trait(Trait.FAILS);
      }
      alter.out().lock(byDefault, ACCESS_EXCLUSIVE);
    }
    var parent = alter.relation();
    if (parent == null) {
      return;
    }
    for (Constraint key : parent.constraints()) {
      if (key.kind() == Constraint.Kind.FOREIGN_KEY && key.references() != null) {
        alter
            .out()
            .lockAll(alter.in().partitions(alter.in().ref(key.references())), SHARE_ROW_EXCLUSIVE);
      }
    }
    for (var key : parent.referencedBy()) {
      // no row may point into the partition that leaves
      for (var table : alter.in().partitions(alter.in().ref(key.table()))) {
        alter.out().lock(table, ACCESS_EXCLUSIVE);
        if (!Reading.isPartitioned(table)) {
          alter.out().scan(table, Scan.Reason.FOREIGN_KEY, ACCESS_EXCLUSIVE);
        }
      }
    }
  }
}
