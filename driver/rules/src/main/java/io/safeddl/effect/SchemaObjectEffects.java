package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;
import static io.safeddl.effect.LockMode.ACCESS_SHARE;
import static io.safeddl.effect.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects that belong to tables or read them (manual, reference pages; measured on 14–18). */
final class SchemaObjectEffects {
  private SchemaObjectEffects() {}

  /** Reads the statement where it is one of this family. */
  static boolean reads(Statement statement, Reading in) {
    if (statement instanceof Statement.CreateTrigger it) {
      createTrigger(it, in);
    } else if (statement instanceof Statement.CreateRule it) {
      in.out().lock(in.ref(it.table()), ACCESS_EXCLUSIVE);
    } else if (statement instanceof Statement.Policy it) {
      in.out().lock(in.ref(it.table()), ACCESS_EXCLUSIVE);
    } else if (statement instanceof Statement.AlterTableObject it) {
      var table = in.ref(it.table());
      in.out().lock(table, ACCESS_EXCLUSIVE);
      if (it.kind() == ObjectKind.TRIGGER && in.since(15)) { // 14 leaves the partitions alone
        in.out().lockAll(in.partitions(table), ACCESS_EXCLUSIVE);
      }
    } else if (statement instanceof Statement.CreateSequence it) {
      lockIfNamed(it.ownedBy(), ACCESS_SHARE, in);
    } else if (statement instanceof Statement.CreateView it) {
      createView(it, in);
    } else if (statement instanceof Statement.CreateMaterializedView it) {
      if (it.withData()) {
        in.out().trait(Trait.LONG_SNAPSHOT);
      }
    } else if (statement instanceof Statement.CreateStatistics it) {
      lockIfNamed(it.table(), SHARE_UPDATE_EXCLUSIVE, in);
    } else if (statement instanceof Statement.Publication it) {
      for (QualifiedName table : it.tables()) {
        // Inheritance children are published too; partitions are not locked.
        var ref = in.ref(table);
        in.out()
            .lockAll(
                Reading.isPartitioned(ref) ? List.of(ref) : in.family(ref), SHARE_UPDATE_EXCLUSIVE);
      }
    } else if (statement instanceof Statement.Comment it) {
      lockIfNamed(it.relation(), isRelation(it.kind()) ? SHARE_UPDATE_EXCLUSIVE : ACCESS_SHARE, in);
      in.out().trait(Trait.HARMLESS);
    } else if (statement instanceof Statement.CreateRoutine) {
      in.out().trait(Trait.HARMLESS); // its body does not run now
    } else if (statement instanceof Statement.AlterSchema) {
      in.out().trait(Trait.HARMLESS); // its name and owner stand in pg_namespace alone
    } else {
      return false;
    }
    return true;
  }

  private static void createTrigger(Statement.CreateTrigger statement, Reading in) {
    // Row triggers of a partitioned table are made on its partitions too. A statement trigger is
    // not, but the two cannot be told apart here, so the stronger is given.
    in.out().lockAll(in.partitions(in.ref(statement.table())), SHARE_ROW_EXCLUSIVE);
    lockIfNamed(statement.from(), ACCESS_SHARE, in);
  }

  private static void createView(Statement.CreateView statement, Reading in) {
    var there = in.catalog().relation(statement.name());
    if (statement.replace() && there.isPresent()) {
      in.out().lock(RelationRef.of(there.get()), ACCESS_EXCLUSIVE);
    }
  }

  private static void lockIfNamed(@Nullable QualifiedName name, LockMode mode, Reading in) {
    if (name != null) {
      in.out().lock(in.ref(name), mode);
    }
  }

  private static boolean isRelation(ObjectKind kind) {
    return switch (kind) {
      case TABLE, FOREIGN_TABLE, INDEX, VIEW, MATERIALIZED_VIEW, SEQUENCE, TYPE -> true;
      default -> false;
    };
  }
}
