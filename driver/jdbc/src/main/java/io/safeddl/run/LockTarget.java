package io.safeddl.run;

import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.LockMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A relation whose strong lock a statement needs.
 *
 * @param oid its OID; the order in which locks are taken
 * @param name as SQL text, with its schema
 * @param lockable LOCK TABLE takes it: of the other kinds it says 42809, and of a view it would
 *     lock the base tables too
 */
record LockTarget(long oid, String name, LockMode mode, boolean lockable) {
  /** The strong ones of these locks, one per relation, in OID order; those nobody else sees not. */
  static List<LockTarget> of(List<Lock> locks) {
    Map<Long, LockTarget> byOid = new TreeMap<>();
    for (Lock lock : locks) {
      var relation = lock.relation().relation();
      if (relation == null
          || relation.oid() == 0
          || lock.relation().isPrivate()
          || !lock.mode().isStrong()) {
        continue;
      }
      byOid.merge(
          relation.oid(),
          new LockTarget(
              relation.oid(), lock.relation().name().toSql(), lock.mode(), isLockable(relation)),
          (a, b) -> new LockTarget(a.oid, a.name, a.mode.or(b.mode), a.lockable));
    }
    return List.copyOf(byOid.values());
  }

  private static boolean isLockable(Relation relation) {
    return relation.kind() == Relation.Kind.TABLE
        || relation.kind() == Relation.Kind.PARTITIONED_TABLE;
  }

  /** The statement that takes it, without partitions: they are targets of their own. */
  String lockSql(boolean nowait) {
    return "LOCK TABLE ONLY " + name + " IN " + mode.sql() + " MODE" + (nowait ? " NOWAIT" : "");
  }

  @Override
  public String toString() {
    return mode.sql() + " on " + name;
  }
}
