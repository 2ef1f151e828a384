package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;
import static io.safeddl.effect.LockMode.ACCESS_SHARE;
import static io.safeddl.effect.LockMode.SHARE;
import static io.safeddl.effect.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ObjectKind;
import java.util.Map;

/**
 * The actions that only change the catalogs (manual, ALTER TABLE; measured on 14–18). Those that
 * are no more than "this mode, on the table or on its family" stand in a table.
 */
final class BriefActions {
  /** Whether the lock is taken on partitions and inheritance children too. */
  private enum On {
    TABLE,
    FAMILY
  }

  private record Brief(LockMode mode, On on) {}

  private static final Map<Class<? extends AlterAction>, Brief> TABLE =
      Map.ofEntries(
          Map.entry(AlterAction.SetDefault.class, new Brief(ACCESS_EXCLUSIVE, On.FAMILY)),
          Map.entry(AlterAction.DropDefault.class, new Brief(ACCESS_EXCLUSIVE, On.FAMILY)),
          Map.entry(AlterAction.AlterIdentity.class, new Brief(ACCESS_EXCLUSIVE, On.FAMILY)),
          Map.entry(AlterAction.DropIdentity.class, new Brief(ACCESS_EXCLUSIVE, On.FAMILY)),
          Map.entry(AlterAction.AddIdentity.class, new Brief(ACCESS_EXCLUSIVE, On.FAMILY)),
          Map.entry(AlterAction.SetStatistics.class, new Brief(SHARE_UPDATE_EXCLUSIVE, On.FAMILY)),
          Map.entry(
              AlterAction.SetAttributeOptions.class, new Brief(SHARE_UPDATE_EXCLUSIVE, On.TABLE)),
          Map.entry(AlterAction.SetStorage.class, new Brief(ACCESS_EXCLUSIVE, On.FAMILY)),
          Map.entry(AlterAction.SetCompression.class, new Brief(ACCESS_EXCLUSIVE, On.TABLE)),
          Map.entry(AlterAction.SwitchRule.class, new Brief(ACCESS_EXCLUSIVE, On.TABLE)),
          Map.entry(AlterAction.RowSecurity.class, new Brief(ACCESS_EXCLUSIVE, On.TABLE)),
          Map.entry(AlterAction.ClusterOn.class, new Brief(SHARE_UPDATE_EXCLUSIVE, On.TABLE)),
          Map.entry(AlterAction.SetWithoutOids.class, new Brief(ACCESS_EXCLUSIVE, On.TABLE)),
          Map.entry(AlterAction.OfType.class, new Brief(ACCESS_EXCLUSIVE, On.TABLE)),
          Map.entry(AlterAction.OwnerTo.class, new Brief(ACCESS_EXCLUSIVE, On.TABLE)),
          Map.entry(AlterAction.RenameColumn.class, new Brief(ACCESS_EXCLUSIVE, On.FAMILY)),
          Map.entry(AlterAction.SetSchema.class, new Brief(ACCESS_EXCLUSIVE, On.TABLE)),
          Map.entry(AlterAction.DependsOnExtension.class, new Brief(ACCESS_EXCLUSIVE, On.TABLE)));

  private BriefActions() {}

  static void read(AlterAction action, Alter alter) {
    var brief = TABLE.get(action.getClass());
    if (brief != null) {
      if (brief.on() == On.FAMILY) {
        alter.lockFamily(brief.mode());
      } else {
        alter.lock(brief.mode());
      }
    } else if (action instanceof AlterAction.RenameTo) {
      alter.lock(renamesIndex(alter) ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
    } else if (action instanceof AlterAction.DropNotNull it) {
      alter.lock(ACCESS_EXCLUSIVE);
      var column = alter.column(it.column());
      if (!alter.in().since(18) || column == null || column.notNull()) {
        alter.lockFamily(ACCESS_EXCLUSIVE); // 18 goes to the children only with a constraint
      }
    } else if (action instanceof AlterAction.SwitchTrigger) {
      alter.lock(SHARE_ROW_EXCLUSIVE);
      if (alter.partitioned()) {
        alter.lockFamily(SHARE_ROW_EXCLUSIVE);
      }
    } else if (action instanceof AlterAction.RenameConstraint it) {
      renameConstraint(it, alter);
    } else if (action instanceof AlterAction.SequenceOptions) {
      // ALTER SEQUENCE SET UNLOGGED (15+) takes ACCESS EXCLUSIVE; the words are not kept apart.
      alter.lock(SHARE_ROW_EXCLUSIVE);
    } else if (action instanceof AlterAction.Inherit it) {
      alter.lock(ACCESS_EXCLUSIVE);
      var parent = alter.in().ref(it.parent());
      alter.out().lock(parent, it.add() ? SHARE_UPDATE_EXCLUSIVE : ACCESS_SHARE);
    } else if (action instanceof AlterAction.ReplicaIdentity it) {
      alter.lock(ACCESS_EXCLUSIVE);
      if (it.index() != null) {
        var index = alter.in().ref(QualifiedName.of(alter.table().name().schema(), it.index()));
        alter.out().lock(index, SHARE);
      }
    } else {
      throw new IllegalStateException("no reader for " + action.getClass());
    }
  }

  /**
   * ALTER INDEX … RENAME of an index is online. ALTER TABLE with an index's name is not, nor is
   * ALTER INDEX with a table's: the server takes it all the same, under the table's own lock.
   */
  private static boolean renamesIndex(Alter alter) {
    var relation = alter.relation();
    return alter.statement().kind() == ObjectKind.INDEX
        && (relation == null
            || relation.kind() == Relation.Kind.INDEX
            || relation.kind() == Relation.Kind.PARTITIONED_INDEX);
  }

  /** The children have CHECK and NOT NULL constraints of the same name; keys take their index. */
  private static void renameConstraint(AlterAction.RenameConstraint action, Alter alter) {
    alter.lock(ACCESS_EXCLUSIVE);
    var relation = alter.relation();
    var constraint = relation == null ? null : relation.constraint(action.name()).orElse(null);
    if (constraint == null
        || constraint.kind() == Constraint.Kind.CHECK
        || constraint.kind() == Constraint.Kind.NOT_NULL) {
      alter.lockFamily(ACCESS_EXCLUSIVE);
    }
  }
}
