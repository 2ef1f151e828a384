package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;

import io.safeddl.effect.Effects.Scan;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ColumnConstraint;

/**
 * ADD COLUMN. A value that is the same for all rows is stored once, in the catalog; any other makes
 * PostgreSQL write the table anew (manual, ALTER TABLE, Notes; measured on 14–18).
 */
final class AddColumnEffects {
  private AddColumnEffects() {}

  static void read(AlterAction.AddColumn action, Alter alter) {
    alter.lock(ACCESS_EXCLUSIVE);
    var column = action.column();
    if (action.ifNotExists() && alter.column(column.name()) != null) {
      return; // the lock is taken all the same
    }
    alter.lockFamily(ACCESS_EXCLUSIVE);
    var value = NewColumnValue.of(column, alter.in());
    if (value.rewrites() != null) {
      for (var table : alter.withRows()) {
        alter.out().rewrite(table, value.rewrites(), ACCESS_EXCLUSIVE);
      }
    }
    for (ColumnConstraint constraint : column.constraints()) {
      read(constraint, value, alter);
    }
  }

  private static void read(ColumnConstraint constraint, NewColumnValue value, Alter alter) {
    if (constraint instanceof ColumnConstraint.NotNull
        || constraint instanceof ColumnConstraint.PrimaryKey) {
      if (value.virtual()) {
        scanAll(Scan.Reason.NOT_NULL, alter);
      } else if (value.isNull()) {
        // Every row there is would violate it; PostgreSQL reads them to find that out.
        alter.out().trait(Trait.FAILS_ON_ROWS);
        scanAll(Scan.Reason.NOT_NULL, alter);
      }
    }
    if (constraint instanceof ColumnConstraint.PrimaryKey) {
      KeyEffects.build("PRIMARY KEY", alter);
    } else if (constraint instanceof ColumnConstraint.Unique) {
      KeyEffects.build("UNIQUE", alter);
    } else if (constraint instanceof ColumnConstraint.Check check && check.enforced()) {
      scanAll(Scan.Reason.CHECK, alter);
    } else if (constraint instanceof ColumnConstraint.References key) {
      // Without any default the new column is NULL everywhere: nothing to look up.
      boolean scans = value.written() && key.enforced();
      ForeignKeyEffects.add(key.table(), scans, alter);
    }
  }

  private static void scanAll(Scan.Reason reason, Alter alter) {
    for (var table : alter.withRows()) {
      alter.out().scan(table, reason, ACCESS_EXCLUSIVE);
    }
  }
}
