package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.TableConstraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** UNIQUE, PRIMARY KEY and EXCLUDE on a table that exists (manual, ALTER TABLE; 14–18). */
final class KeyEffects {
  private KeyEffects() {}

  static void unique(TableConstraint.Unique key, Alter alter) {
    add("UNIQUE", key.columns(), key.include(), key.usingIndex(), false, alter);
  }

  static void primaryKey(TableConstraint.PrimaryKey key, Alter alter) {
    add("PRIMARY KEY", key.columns(), key.include(), key.usingIndex(), true, alter);
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
      List<String> columns,
      List<String> include,
      @Nullable String usingIndex,
      boolean primary,
      Alter alter) {
    alter.lockFamily(ACCESS_EXCLUSIVE);
    if (usingIndex != null) {
      if (alter.partitioned()) {
        alter.out().trait(Trait.FAILS); // 0A000
      }
      alter
          .out()
          .lock(
              alter.in().ref(QualifiedName.of(alter.table().name().schema(), usingIndex)),
              ACCESS_EXCLUSIVE);
      return;
    }
    for (var table : alter.partitioned() ? alter.withRows() : List.of(alter.table())) {
      if (!IndexMatch.hasEqualKey(table, alter.table(), columns, include, primary)) {
        alter.out().build(table, "", ACCESS_EXCLUSIVE, false, kind);
      }
    }
  }

  /** The index of a key or exclusion constraint, built while everybody waits. */
  static void build(String kind, Alter alter) {
    alter.lockFamily(ACCESS_EXCLUSIVE);
    for (var table : alter.partitioned() ? alter.withRows() : List.of(alter.table())) {
      alter.out().build(table, "", ACCESS_EXCLUSIVE, false, kind);
    }
  }
}
