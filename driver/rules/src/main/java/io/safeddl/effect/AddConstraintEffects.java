package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;

import io.safeddl.effect.Effects.Scan;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.tree.TableConstraint;
import java.util.List;

/** ADD table_constraint (manual, ALTER TABLE; measured on 14–18). */
final class AddConstraintEffects {
  private AddConstraintEffects() {}

  static void read(TableConstraint constraint, Alter alter) {
    if (constraint instanceof TableConstraint.Check it) {
      var tables = it.noInherit() ? List.of(alter.table()) : alter.family();
      // 18 locks the children of a constraint that they do not get, too.
      alter.out().lockAll(alter.in().since(18) ? alter.family() : tables, ACCESS_EXCLUSIVE);
      if (!it.notValid() && it.enforced()) {
        for (var table : Reading.withRows(tables)) {
          alter.out().scan(table, Scan.Reason.CHECK, ACCESS_EXCLUSIVE);
        }
      }
    } else if (constraint instanceof TableConstraint.NotNull it) {
      if (!alter.in().since(18)) {
        alter.out().trait(Trait.FAILS);
      }
      alter.lockFamily(ACCESS_EXCLUSIVE);
      if (!it.notValid()) {
        NotNullEffects.scanUnlessProven(it.column(), alter);
      }
    } else if (constraint instanceof TableConstraint.Unique it) {
      KeyEffects.unique(it, alter);
    } else if (constraint instanceof TableConstraint.PrimaryKey it) {
      KeyEffects.primaryKey(it, alter);
    } else if (constraint instanceof TableConstraint.Exclude) {
      KeyEffects.build("EXCLUDE", alter);
    } else if (constraint instanceof TableConstraint.ForeignKey it) {
      if (it.notValid() && alter.partitioned() && !alter.in().since(18)) {
        alter.out().trait(Trait.FAILS);
      }
      ForeignKeyEffects.add(it, alter);
    } else {
      throw new IllegalStateException("no reader for " + constraint.getClass());
    }
  }
}
