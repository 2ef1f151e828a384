package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ObjectKind;
import java.util.Set;

/** How and where rows are stored (manual, ALTER TABLE; CREATE TABLE, Storage Parameters). */
final class StorageActions {
  /** Parameters that PostgreSQL sets under SHARE UPDATE EXCLUSIVE (its table of reloptions). */
  private static final Set<String> ONLINE =
      Set.of(
          "fillfactor",
          "deduplicate_items",
          "toast_tuple_target",
          "parallel_workers",
          "vacuum_index_cleanup",
          "vacuum_truncate",
          "vacuum_max_eager_freeze_failure_rate",
          "log_autovacuum_min_duration",
          "n_distinct",
          "n_distinct_inherited");

  private StorageActions() {}

  /** Reads the action where it is one of this family. */
  static boolean reads(AlterAction action, Alter alter) {
    if (action instanceof AlterAction.SetOptions it) {
      options(it, alter);
    } else if (action instanceof AlterAction.SetTablespace) {
      tablespace(alter);
    } else if (action instanceof AlterAction.SetLogged it) {
      alter.lock(ACCESS_EXCLUSIVE);
      if (alter.statement().kind() != ObjectKind.SEQUENCE && !alter.partitioned()) {
        alter
            .out()
            .rewrite(
                alter.table(),
                it.form() + " writes the table and its indexes anew",
                ACCESS_EXCLUSIVE);
      }
    } else if (action instanceof AlterAction.SetAccessMethod) {
      alter.lock(ACCESS_EXCLUSIVE);
      if (!alter.partitioned()) { // 17+: for later partitions only; an error before
        alter
            .out()
            .rewrite(alter.table(), "another access method stores it anew", ACCESS_EXCLUSIVE);
      }
    } else {
      return false;
    }
    return true;
  }

  private static void options(AlterAction.SetOptions action, Alter alter) {
    alter.lock(
        action.names().stream().allMatch(StorageActions::isOnline)
            ? SHARE_UPDATE_EXCLUSIVE
            : ACCESS_EXCLUSIVE);
  }

  private static boolean isOnline(String parameter) {
    var plain = parameter.startsWith("toast.") ? parameter.substring(6) : parameter;
    return ONLINE.contains(plain) || plain.startsWith("autovacuum_");
  }

  /** The files are copied byte by byte; of an index, readers and writers of the table wait. */
  private static void tablespace(Alter alter) {
    alter.lock(ACCESS_EXCLUSIVE);
    if (!alter.partitioned()) {
      alter
          .out()
          .rewrite(alter.table(), "it is copied into the other tablespace", ACCESS_EXCLUSIVE);
    }
  }
}
