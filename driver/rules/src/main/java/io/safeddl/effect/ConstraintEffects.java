package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;
import static io.safeddl.effect.LockMode.ACCESS_SHARE;
import static io.safeddl.effect.LockMode.ROW_SHARE;
import static io.safeddl.effect.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.Scan;
import io.safeddl.sql.tree.AlterAction;
import org.jspecify.annotations.Nullable;

/** VALIDATE, DROP and ALTER CONSTRAINT (manual, ALTER TABLE; measured on 14–18). */
final class ConstraintEffects {
  private ConstraintEffects() {}

  /** SHARE UPDATE EXCLUSIVE, unless another action of the statement wants more. */
  static void validate(AlterAction.ValidateConstraint action, Alter alter) {
    alter.lock(SHARE_UPDATE_EXCLUSIVE);
    var constraint = constraint(action.name(), alter);
    if (constraint != null && constraint.validated()) {
      return; // nothing is done
    }
    alter.lockFamily(SHARE_UPDATE_EXCLUSIVE);
    boolean foreignKey = constraint != null && constraint.kind() == Constraint.Kind.FOREIGN_KEY;
    for (var table : alter.withRows()) {
      alter
          .out()
          .scan(
              table,
              foreignKey ? Scan.Reason.FOREIGN_KEY : reason(constraint),
              SHARE_UPDATE_EXCLUSIVE);
    }
    if (foreignKey && constraint != null && constraint.references() != null) {
      var referenced = alter.in().ref(constraint.references());
      alter.out().lock(referenced, ROW_SHARE);
      for (var other : Reading.withRows(alter.in().partitions(referenced))) {
        alter.out().scan(other, Scan.Reason.FOREIGN_KEY, ACCESS_SHARE);
      }
    }
  }

  private static Scan.Reason reason(@Nullable Constraint constraint) {
    return constraint != null && constraint.kind() == Constraint.Kind.NOT_NULL
        ? Scan.Reason.NOT_NULL
        : Scan.Reason.CHECK;
  }

  static void drop(AlterAction.DropConstraint action, Alter alter) {
    alter.lockFamilyOrChildren(ACCESS_EXCLUSIVE);
    if (alter.partitioned() && alter.in().since(18)) {
      alter.out().lockAll(alter.in().descendants(alter.table()), ACCESS_EXCLUSIVE);
    }
    for (var table : alter.family()) {
      var relation = table.relation();
      if (relation != null) {
        relation.constraint(action.name()).ifPresent(c -> lockOtherSide(relation, c, alter));
      }
    }
    if (action.cascade()) {
      alter.out().unknown("the foreign keys that need constraint " + action.name());
    }
  }

  /**
   * Dropping a foreign key drops its triggers on the referenced table, under ACCESS EXCLUSIVE;
   * dropping a key that others reference (CASCADE) drops theirs.
   */
  static void lockOtherSide(Relation table, Constraint dropped, Alter alter) {
    if (dropped.kind() == Constraint.Kind.FOREIGN_KEY && dropped.references() != null) {
      var other = alter.in().ref(dropped.references());
      alter.out().lockAll(alter.in().partitions(other), ACCESS_EXCLUSIVE);
    } else if (dropped.index() != null) {
      for (var key : table.referencedBy()) {
        var other = alter.in().ref(key.table());
        if (mayNeed(other.relation(), key.constraint(), dropped)) {
          alter.out().lockAll(alter.in().partitions(other), ACCESS_EXCLUSIVE);
        }
      }
    }
  }

  /** False where the foreign key is known to point to other columns than the key's. */
  private static boolean mayNeed(@Nullable Relation table, String foreignKey, Constraint key) {
    var found = table == null ? null : table.constraint(foreignKey).orElse(null);
    return found == null
        || (found.referencedColumns().size() == key.columns().size()
            && found.referencedColumns().containsAll(key.columns()));
  }

  /** 18 can switch a constraint's enforcement: on means that all rows are read. */
  static void alter(AlterAction.AlterConstraint action, Alter alter) {
    alter.lockFamily(ACCESS_EXCLUSIVE);
    var constraint = constraint(action.name(), alter);
    if (Boolean.TRUE.equals(action.inherit())) {
      // The children get the constraint too, and are read for it.
      for (var table : alter.in().descendants(alter.table())) {
        alter.out().scan(table, Scan.Reason.NOT_NULL, ACCESS_EXCLUSIVE);
      }
    }
    if (action.enforced() == null) {
      return;
    }
    if (constraint == null || constraint.references() == null) {
      return;
    }
    var others = alter.in().partitions(alter.in().ref(constraint.references()));
    if (!action.enforced()) {
      alter.out().lockAll(others, ACCESS_EXCLUSIVE);
    } else if (!constraint.enforced()) {
      alter.out().lockAll(others, SHARE_ROW_EXCLUSIVE);
      for (var table : alter.withRows()) {
        alter.out().scan(table, Scan.Reason.ENFORCED, ACCESS_EXCLUSIVE);
      }
      for (var other : Reading.withRows(others)) {
        alter.out().scan(other, Scan.Reason.FOREIGN_KEY, SHARE_ROW_EXCLUSIVE);
      }
    }
  }

  private static @Nullable Constraint constraint(String name, Alter alter) {
    return alter.relation() == null ? null : alter.relation().constraint(name).orElse(null);
  }
}
