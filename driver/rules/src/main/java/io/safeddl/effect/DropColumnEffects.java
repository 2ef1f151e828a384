package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;

import io.safeddl.catalog.Constraint;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.tree.AlterAction;

/** DROP COLUMN: a change of the catalogs; its foreign keys go with it (measured on 14–18). */
final class DropColumnEffects {
  private DropColumnEffects() {}

  static void read(AlterAction.DropColumn action, Alter alter) {
    alter.lockFamilyOrChildren(ACCESS_EXCLUSIVE);
    if (alter.relation() != null && alter.column(action.column()) == null && action.ifExists()) {
      return;
    }
    alter.out().trait(Trait.LOSES_DATA);
    for (var table : alter.family()) {
      if (table.relation() == null) {
        continue;
      }
      for (Constraint constraint : table.relation().constraints()) {
        if (constraint.columns().contains(action.column())) {
          ConstraintEffects.lockOtherSide(table.relation(), constraint, alter);
        }
      }
    }
    if (action.cascade()) {
      alter.out().unknown("what else depends on column " + action.column() + " (CASCADE)");
    }
  }
}
