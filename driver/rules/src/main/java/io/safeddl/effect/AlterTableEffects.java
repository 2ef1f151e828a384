package io.safeddl.effect;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement.AlterTable;

/**
 * ALTER TABLE and the ALTERs of other relations that share its actions. PostgreSQL takes the
 * strongest lock that any action needs at the start and keeps it (manual, ALTER TABLE, Notes), so
 * the facts of all actions are gathered in one {@link Collector}.
 */
final class AlterTableEffects {
  private AlterTableEffects() {}

  static void read(AlterTable statement, Reading in) {
    var alter = Alter.of(statement, in);
    for (AlterAction action : statement.actions()) {
      read(action, alter);
    }
    if (statement.actions().size() > 1) {
      // One mode for the whole statement, wherever any of its actions goes.
      alter.out().raise(alter.family(), alter.table());
    }
  }

  private static void read(AlterAction action, Alter alter) {
    if (action instanceof AlterAction.AddColumn it) {
      AddColumnEffects.read(it, alter);
    } else if (action instanceof AlterAction.DropColumn it) {
      DropColumnEffects.read(it, alter);
    } else if (action instanceof AlterAction.AlterColumnType it) {
      AlterColumnTypeEffects.read(it, alter);
    } else if (action instanceof AlterAction.SetNotNull it) {
      NotNullEffects.read(it.column(), alter);
    } else if (action instanceof AlterAction.AddConstraint it) {
      AddConstraintEffects.read(it.constraint(), alter);
    } else if (action instanceof AlterAction.ValidateConstraint it) {
      ConstraintEffects.validate(it, alter);
    } else if (action instanceof AlterAction.DropConstraint it) {
      ConstraintEffects.drop(it, alter);
    } else if (action instanceof AlterAction.AlterConstraint it) {
      ConstraintEffects.alter(it, alter);
    } else if (action instanceof AlterAction.SetExpression it) {
      GeneratedColumnEffects.setExpression(it, alter);
    } else if (action instanceof AlterAction.DropExpression it) {
      GeneratedColumnEffects.dropExpression(it, alter);
    } else if (action instanceof AlterAction.AttachPartition it) {
      AttachPartitionEffects.read(it, alter);
    } else if (action instanceof AlterAction.DetachPartition it) {
      DetachPartitionEffects.read(it, alter);
    } else if (action instanceof AlterAction.AttachIndexPartition it) {
      PartitionIndexEffects.read(it, alter);
    } else if (action instanceof AlterAction.Unrecognized it) {
      alter.out().trait(Trait.UNRECOGNIZED);
      alter.out().unknown("the action " + it.text());
      alter.lockFamily(LockMode.ACCESS_EXCLUSIVE);
    } else if (!StorageActions.reads(action, alter)) {
      BriefActions.read(action, alter);
    }
  }
}
