package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;

import io.safeddl.catalog.Column;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.tree.AlterAction;

/** Changes of generated columns (manual, ALTER TABLE; measured on 17 and 18). */
final class GeneratedColumnEffects {
  private GeneratedColumnEffects() {}

  /** 17+: a STORED column is computed again for every row, a VIRTUAL one when it is read. */
  static void setExpression(AlterAction.SetExpression action, Alter alter) {
    alter.lockFamily(ACCESS_EXCLUSIVE);
    if (!alter.in().since(17)) {
      alter.out().trait(Trait.FAILS);
    }
    var column = alter.column(action.column());
    if (column != null && column.generated() == Column.Generated.VIRTUAL) {
      return;
    }
    for (var table : alter.withRows()) {
      alter
          .out()
          .rewrite(
              table,
              "column " + action.column() + " is computed anew for every row",
              ACCESS_EXCLUSIVE);
    }
  }

  static void dropExpression(AlterAction.DropExpression action, Alter alter) {
    alter.lockFamily(ACCESS_EXCLUSIVE);
    var column = alter.column(action.column());
    if (column != null && column.generated() == Column.Generated.VIRTUAL && !action.ifExists()) {
      alter.out().trait(Trait.FAILS);
    }
  }
}
