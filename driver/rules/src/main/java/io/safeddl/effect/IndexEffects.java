package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE;
import static io.safeddl.effect.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.Statement.CreateIndex;
import io.safeddl.sql.tree.Statement.Reindex;
import java.util.List;

/** CREATE INDEX and REINDEX (manual, their reference pages; measured on 14–18). */
final class IndexEffects {
  private IndexEffects() {}

  static void create(CreateIndex statement, Reading in) {
    var table = in.ref(statement.table());
    // On a temporary table PostgreSQL builds in the plain way whatever was written.
    boolean concurrent =
        statement.concurrently() && (table.relation() == null || !table.relation().temporary());
    var mode = concurrent ? SHARE_UPDATE_EXCLUSIVE : SHARE;
    if (statement.concurrently()) {
      in.out().trait(Trait.FORBIDDEN_IN_TRANSACTION);
    }
    if (concurrent) {
      in.out().trait(Trait.WAITS_FOR_TRANSACTIONS);
    }
    in.out().lock(table, mode);
    if (statement.ifNotExists() && exists(statement, table, in)) {
      return; // the lock is taken before the name is looked up
    }
    if (Reading.isPartitioned(table)) {
      if (concurrent) {
        in.out().trait(Trait.FAILS);
      }
      if (statement.only()) {
        return; // an invalid parent index, nothing is read
      }
    }
    var name = statement.name() == null ? "" : statement.name().name();
    for (var leaf : in.partitions(table)) {
      in.out().lock(leaf, mode);
      if (Reading.is(leaf, Relation.Kind.FOREIGN_TABLE) && statement.unique()) {
        in.out().trait(Trait.FAILS); // 42809
      }
      if (Reading.isPartitioned(leaf)
          || Reading.is(leaf, Relation.Kind.FOREIGN_TABLE)
          || IndexMatch.hasEqual(leaf, table, statement)) {
        continue;
      }
      in.out()
          .build(
              leaf, leaf.name().equals(table.name()) ? name : "", mode, concurrent, "CREATE INDEX");
    }
  }

  private static boolean exists(CreateIndex statement, RelationRef table, Reading in) {
    return statement.name() != null
        && in.catalog()
            .relation(QualifiedName.of(table.name().schema(), statement.name().name()))
            .isPresent();
  }

  static void reindex(Reindex statement, Reading in) {
    if (statement.concurrently()) {
      in.out().trait(Trait.FORBIDDEN_IN_TRANSACTION);
      in.out().trait(Trait.WAITS_FOR_TRANSACTIONS);
    }
    var name = statement.name();
    switch (statement.target()) {
      case "INDEX" -> {
        if (name != null) {
          reindexIndex(in.ref(name), statement.concurrently(), in);
        }
      }
      case "TABLE" -> {
        if (name != null) {
          reindexTables(in.ref(name), statement.concurrently(), in);
        }
      }
      case "SCHEMA" -> {
        in.out().trait(Trait.FORBIDDEN_IN_TRANSACTION);
        var relations = name == null ? List.<Relation>of() : in.catalog().relationsIn(name.name());
        if (relations.isEmpty()) {
          in.out().unknown("the tables of the schema that REINDEX rebuilds");
        }
        for (var relation : relations) {
          if (relation.isTable() || relation.kind() == Relation.Kind.MATERIALIZED_VIEW) {
            reindexTable(RelationRef.of(relation), statement.concurrently(), in);
          }
        }
      }
      default -> {
        in.out().trait(Trait.FORBIDDEN_IN_TRANSACTION);
        in.out().unknown("REINDEX " + statement.target() + " rebuilds every index there is");
      }
    }
  }

  private static void reindexIndex(RelationRef index, boolean concurrent, Reading in) {
    var relation = index.relation();
    if (relation == null || relation.table() == null) {
      in.out().lock(index, concurrent ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE, Held.BUILD);
      in.out().unknown("the table of index " + index);
      return;
    }
    if (relation.kind() != Relation.Kind.PARTITIONED_INDEX) {
      reindex(in.ref(relation.table()), index, concurrent, in);
      return;
    }
    // Each leaf is done in a transaction of its own; before, the whole family is looked up.
    in.out().trait(Trait.FORBIDDEN_IN_TRANSACTION);
    in.out().momentary(index, concurrent ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
    in.out().momentary(in.ref(relation.table()), concurrent ? SHARE_UPDATE_EXCLUSIVE : SHARE);
    in.descendants(index).forEach(i -> in.out().momentary(i, SHARE));
    for (var leaf : in.family(index)) {
      if (leaf.relation() != null
          && leaf.relation().table() != null
          && leaf.relation().kind() == Relation.Kind.INDEX) {
        reindex(in.ref(leaf.relation().table()), leaf, concurrent, in);
      }
    }
  }

  private static void reindexTables(RelationRef table, boolean concurrent, Reading in) {
    if (Reading.isPartitioned(table)) {
      in.out().trait(Trait.FORBIDDEN_IN_TRANSACTION);
      in.out().momentary(table, concurrent ? SHARE_UPDATE_EXCLUSIVE : SHARE);
      // Even CONCURRENTLY looks up the partitions under SHARE.
      in.descendants(table).forEach(t -> in.out().momentary(t, SHARE));
    }
    for (var leaf : Reading.withRows(in.partitions(table))) {
      reindexTable(leaf, concurrent, in);
    }
  }

  private static void reindexTable(RelationRef table, boolean concurrent, Reading in) {
    in.out().lock(table, concurrent ? SHARE_UPDATE_EXCLUSIVE : SHARE);
    if (table.relation() == null) {
      in.out().build(table, "", concurrent ? SHARE_UPDATE_EXCLUSIVE : SHARE, concurrent, "REINDEX");
      return;
    }
    if (!concurrent && table.relation().oid() > 0) {
      // Readers of long values wait for the index of the TOAST table.
      var toast = "pg_toast_" + table.relation().oid() + "_index";
      in.out().lock(new RelationRef(QualifiedName.of("pg_toast", toast), null), ACCESS_EXCLUSIVE);
    }
    for (Index index : table.relation().indexes()) {
      reindex(table, Reading.index(table.relation(), index), concurrent, in);
    }
  }

  private static void reindex(
      RelationRef table, RelationRef index, boolean concurrent, Reading in) {
    in.out().lock(index, concurrent ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
    in.out()
        .build(
            table,
            index.name().name(),
            concurrent ? SHARE_UPDATE_EXCLUSIVE : SHARE,
            concurrent,
            "REINDEX");
  }
}
