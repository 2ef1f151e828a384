package io.safeddl.plan;

import io.safeddl.effect.Effects;
import io.safeddl.effect.Effects.Lock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The locks of a statement that its runner takes beforehand, without queueing. */
final class StrongLocks {
  private StrongLocks() {}

  /**
   * The strong locks on what others can see, in the order of the OIDs. An index cannot be locked by
   * LOCK TABLE and is used only by those who hold its table, so the table's own lock stands for it.
   */
  static List<Lock> of(Effects effects) {
    List<Lock> locks = List.of();
    for (Lock lock : effects.locks()) {
      var relation = lock.relation().relation();
      if (lock.mode().isStrong()
          && relation != null
          && !lock.relation().isPrivate()
          && !isCovered(lock, effects)) {
        locks = locks.isEmpty() ? new ArrayList<>(effects.locks().size()) : locks;
        locks.add(lock);
      }
    }
    if (locks.size() > 1) {
      locks.sort(Comparator.comparingLong(StrongLocks::oid));
    }
    return locks;
  }

  private static boolean isCovered(Lock lock, Effects effects) {
    var relation = lock.relation().relation();
    var table = relation == null ? null : relation.table();
    if (table == null) {
      return false;
    }
    for (Lock other : effects.locks()) {
      if (other.relation().name().equals(table) && other.mode().compareTo(lock.mode()) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static long oid(Lock lock) {
    var relation = lock.relation().relation();
    return relation == null ? Long.MAX_VALUE : relation.oid();
  }
}
