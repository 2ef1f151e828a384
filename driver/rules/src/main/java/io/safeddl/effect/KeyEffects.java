package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE;
import static io.safeddl.effect.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.TableConstraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** UNIQUE, PRIMARY KEY and EXCLUDE on a table that exists (manual, ALTER TABLE; 14–18). */
final class KeyEffects {
  private KeyEffects() {}

  static void unique(TableConstraint.Unique key, Alter alter) {
    add("UNIQUE", key.name(), key.columns(), key.include(), key.usingIndex(), false, alter);
  }

  static void primaryKey(TableConstraint.PrimaryKey key, Alter alter) {
    add("PRIMARY KEY", key.name(), key.columns(), key.include(), key.usingIndex(), true, alter);
    for (String column : columns(key, alter)) {
      // A column that the statement itself adds is not known yet, so it is read too.
      NotNullEffects.scanUnlessProven(column, alter);
    }
  }

  private static List<String> columns(TableConstraint.PrimaryKey key, Alter alter) {
    if (key.usingIndex() == null) {
      return key.columns();
    }
    var relation = alter.relation();
    if (relation != null) {
      for (var index : relation.indexes()) {
        if (index.name().name().equals(key.usingIndex())) {
          return index.columns();
        }
      }
    }
    alter.out().unknown("the columns of index " + key.usingIndex());
    return List.of();
  }

  private static void add(
      String kind,
      @Nullable String name,
      List<String> columns,
      List<String> include,
      @Nullable String usingIndex,
      boolean primary,
      Alter alter) {
    lock(primary, alter);
    if (usingIndex != null) {
      if (alter.partitioned()) {
        alter.out().trait(Trait.FAILS); // 0A000
      }
      if (name != null && !name.equals(usingIndex)) {
        // the index takes the constraint's name
        var index = alter.in().ref(QualifiedName.of(alter.table().name().schema(), usingIndex));
        alter.out().lock(index, SHARE_UPDATE_EXCLUSIVE);
      }
      return;
    }
    for (var table : alter.partitioned() ? alter.withRows() : List.of(alter.table())) {
      if (Reading.is(table, Relation.Kind.FOREIGN_TABLE)) {
        alter.out().trait(Trait.FAILS); // 42809
      } else if (!IndexMatch.hasEqualKey(table, alter.table(), columns, include, primary)) {
        alter.out().build(table, "", SHARE, false, kind);
      }
    }
  }

  /**
   * A PRIMARY KEY makes columns of the whole family NOT NULL. UNIQUE needs the partitions in SHARE
   * only; 18 locks all descendants in ACCESS EXCLUSIVE for it too.
   */
  private static void lock(boolean primary, Alter alter) {
    alter.lock(ACCESS_EXCLUSIVE);
    if (primary || alter.in().since(18)) {
      alter.lockFamily(ACCESS_EXCLUSIVE);
    } else if (alter.partitioned()) {
      for (var table : alter.family()) {
        alter.out().lock(table, SHARE);
      }
    }
  }

  /** The index of a key or exclusion constraint, built while everybody waits. */
  static void build(String kind, Alter alter) {
    lock(kind.equals("PRIMARY KEY"), alter);
    for (var table : alter.partitioned() ? alter.withRows() : List.of(alter.table())) {
      alter.out().build(table, "", SHARE, false, kind);
    }
  }
}
