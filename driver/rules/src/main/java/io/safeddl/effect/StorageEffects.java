package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;
import static io.safeddl.effect.LockMode.EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * TRUNCATE, LOCK, CLUSTER, VACUUM, ANALYZE, REFRESH: statements on a whole table (manual, their
 * reference pages; measured on 14–18).
 */
final class StorageEffects {
  private StorageEffects() {}

  /** Reads the statement where it is one of this family. */
  static boolean reads(Statement statement, Reading in) {
    if (statement instanceof Statement.Truncate it) {
      truncate(it, in);
    } else if (statement instanceof Statement.LockTable it) {
      lock(it, in);
    } else if (statement instanceof Statement.Cluster it) {
      cluster(it, in);
    } else if (statement instanceof Statement.Vacuum it) {
      vacuum(it, in);
    } else if (statement instanceof Statement.Analyze it) {
      for (QualifiedName table : it.tables()) {
        // 18 looks at inheritance children too.
        for (var each : in.since(18) ? in.family(in.ref(table)) : in.partitions(in.ref(table))) {
          in.out().lock(each, SHARE_UPDATE_EXCLUSIVE, Held.SCAN);
        }
      }
    } else if (statement instanceof Statement.RefreshMaterializedView it) {
      refresh(it, in);
    } else if (statement instanceof Statement.AlterAllInTablespace) {
      in.out().unknown("all relations in the tablespace are copied under ACCESS EXCLUSIVE");
    } else {
      return false;
    }
    return true;
  }

  private static void truncate(Statement.Truncate statement, Reading in) {
    in.out().trait(Trait.LOSES_DATA);
    Set<QualifiedName> reached = new HashSet<>();
    for (QualifiedName name : statement.tables()) {
      var table = in.ref(name);
      for (var each : statement.only() ? List.of(table) : in.family(table)) {
        reached.add(each.name());
        in.out().lock(each, ACCESS_EXCLUSIVE);
      }
    }
    for (QualifiedName name : List.copyOf(reached)) {
      follow(in.ref(name), statement.cascade(), reached, in);
    }
  }

  /** Tables whose foreign keys point to a truncated one are truncated with CASCADE. */
  private static void follow(
      RelationRef table, boolean cascade, Set<QualifiedName> reached, Reading in) {
    if (table.relation() == null) {
      return;
    }
    for (var key : table.relation().referencedBy()) {
      for (var each : in.family(in.ref(key.table()))) {
        if (reached.contains(each.name())) {
          continue;
        }
        if (!cascade) {
          in.out().trait(Trait.FAILS);
          return;
        }
        reached.add(each.name());
        in.out().lock(each, ACCESS_EXCLUSIVE);
        follow(each, true, reached, in);
      }
    }
  }

  private static void lock(Statement.LockTable statement, Reading in) {
    var mode = LockMode.ofSql(statement.mode());
    for (QualifiedName name : statement.tables()) {
      var table = in.ref(name);
      if (Reading.is(table, Relation.Kind.VIEW)) {
        in.out().unknown("the tables that view " + table + " reads are locked too");
      }
      for (var each : statement.only() ? List.of(table) : in.family(table)) {
        in.out().lock(each, mode, Held.TRANSACTION);
      }
    }
  }

  private static void cluster(Statement.Cluster statement, Reading in) {
    if (statement.table() == null) {
      in.out().trait(Trait.FORBIDDEN_IN_TRANSACTION);
      in.out().unknown("every table that was clustered before is rewritten");
      return;
    }
    var table = in.ref(statement.table());
    if (Reading.isPartitioned(table)) {
      in.out().trait(in.since(15) ? Trait.FORBIDDEN_IN_TRANSACTION : Trait.FAILS);
    }
    for (var leaf : Reading.withRows(in.partitions(table))) {
      in.out().rewrite(leaf, "CLUSTER writes the table in the order of an index", ACCESS_EXCLUSIVE);
    }
  }

  private static void vacuum(Statement.Vacuum statement, Reading in) {
    in.out().trait(Trait.FORBIDDEN_IN_TRANSACTION);
    if (statement.full() && statement.tables().isEmpty()) {
      in.out().unknown("VACUUM FULL rewrites every table of the database");
    }
    for (QualifiedName name : statement.tables()) {
      for (var leaf : in.partitions(in.ref(name))) {
        if (Reading.isPartitioned(leaf)) {
          // looked at and given back
          in.out().momentary(leaf, statement.full() ? ACCESS_EXCLUSIVE : SHARE_UPDATE_EXCLUSIVE);
        } else if (statement.full()) {
          in.out().rewrite(leaf, "VACUUM FULL writes the table anew", ACCESS_EXCLUSIVE);
        } else {
          // It tries for ACCESS EXCLUSIVE to cut off an empty tail, and gives it up for anyone
          // who waits (manual section 24.1.2), so it does not count.
          in.out().lock(leaf, SHARE_UPDATE_EXCLUSIVE, Held.SCAN);
        }
      }
    }
  }

  private static void refresh(Statement.RefreshMaterializedView statement, Reading in) {
    var view = in.ref(statement.name());
    if (statement.concurrently()) {
      // Compares the old rows with the new and changes what differs (manual, REFRESH).
      in.out().lock(view, EXCLUSIVE, Held.SCAN);
      if (view.relation() != null
          && view.relation().indexes().stream()
              .noneMatch(i -> i.unique() && i.valid() && !i.partial())) {
        in.out().trait(Trait.FAILS);
      }
    } else {
      in.out().rewrite(view, "REFRESH runs the query and writes its result", ACCESS_EXCLUSIVE);
    }
    if (statement.withData()) {
      in.out().trait(Trait.LONG_SNAPSHOT);
    }
  }
}
