package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.Relation.Kind;
import io.safeddl.catalog.Relation.ReferencingKey;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.TypeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plain stub of a connected database: tables of a given size, with a few indexes. */
final class TestCatalog implements Catalog {
  private final Map<QualifiedName, Relation> relations = new HashMap<>();
  private boolean complete = true;
  private long oid = 1000;

  TestCatalog incomplete() {
    complete = false;
    return this;
  }

  TestCatalog table(String name, long megabytes) {
    return table(name, megabytes, false);
  }

  /** A table with columns id (its key), a and b. */
  TestCatalog table(String name, long megabytes, boolean created) {
    var full = QualifiedName.of("public", name);
    var key = index(full, name + "_pkey", name + "_pkey", "id");
    put(
        relation(full, Kind.TABLE, megabytes, created, List.of(), null)
            .withIndexes(List.of(key), List.of(primaryKey(name + "_pkey"))));
    indexRelation(key, full, created);
    return this;
  }

  TestCatalog partitioned(String name, long megabytes, String... partitions) {
    var children = new ArrayList<QualifiedName>();
    for (String partition : partitions) {
      children.add(QualifiedName.of("public", partition));
    }
    put(
        relation(
            QualifiedName.of("public", name),
            Kind.PARTITIONED_TABLE,
            megabytes,
            false,
            children,
            null));
    for (String partition : partitions) {
      put(
          relation(
              QualifiedName.of("public", partition),
              Kind.TABLE,
              megabytes / partitions.length,
              false,
              List.of(),
              QualifiedName.of("public", name)));
    }
    return this;
  }

  /** An index on column a. */
  TestCatalog index(String table, String name, boolean valid) {
    var full = QualifiedName.of("public", table);
    var made = index(full, name, null, "a");
    var index =
        new Index(
            made.oid(),
            made.name(),
            made.method(),
            false,
            false,
            valid,
            false,
            made.columns(),
            List.of(),
            List.of(),
            null,
            "",
            0);
    var old = new Relations(relation(full).orElseThrow());
    var indexes = new ArrayList<Index>(old.relation().indexes());
    indexes.add(index);
    put(old.withIndexes(indexes, old.relation().constraints()));
    indexRelation(index, full, old.relation().createdInTransaction());
    return this;
  }

  /** An exclusion constraint with its index. */
  TestCatalog exclusion(String table, String name) {
    var full = QualifiedName.of("public", table);
    var index = index(full, name, name, "a");
    var old = new Relations(relation(full).orElseThrow());
    var indexes = new ArrayList<Index>(old.relation().indexes());
    indexes.add(index);
    var constraints = new ArrayList<Constraint>(old.relation().constraints());
    constraints.add(constraint(name, Constraint.Kind.EXCLUDE, List.of("a")));
    put(old.withIndexes(indexes, constraints));
    indexRelation(index, full, false);
    return this;
  }

  private Index index(
      QualifiedName table, String name, @Nullable String constraint, String column) {
    return new Index(
        ++oid,
        QualifiedName.of(table.schema(), name),
        "btree",
        constraint != null,
        constraint != null,
        true,
        false,
        List.of(column),
        List.of(),
        List.of(),
        constraint,
        "",
        0);
  }

  private void indexRelation(Index index, QualifiedName table, boolean created) {
    relations.put(
        index.name(),
        new Relation(
            index.oid(),
            index.name(),
            Kind.INDEX,
            null,
            false,
            created,
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            null,
            false,
            null,
            List.of(),
            List.of(),
            List.of(),
            table));
  }

  private static Constraint primaryKey(String name) {
    return constraint(name, Constraint.Kind.PRIMARY_KEY, List.of("id"));
  }

  private static Constraint constraint(String name, Constraint.Kind kind, List<String> columns) {
    return new Constraint(name, kind, columns, "", null, true, true, false, null, List.of(), name);
  }

  private Relations relation(
      QualifiedName name,
      Kind kind,
      long megabytes,
      boolean created,
      List<QualifiedName> children,
      @Nullable QualifiedName parent) {
    return new Relations(
        new Relation(
            ++oid,
            name,
            kind,
            null,
            false,
            created,
            megabytes << 20,
            megabytes * 10_000.0,
            List.of(
                column("id", "int8", true), column("a", "int4", false), column("b", "text", false)),
            List.of(),
            List.of(),
            parent,
            parent != null,
            null,
            List.of(),
            children,
            List.<ReferencingKey>of(),
            null));
  }

  private static Column column(String name, String type, boolean notNull) {
    return new Column(name, TypeNames.parse(type), notNull, null, Column.Generated.NO, false, null);
  }

  private void put(Relations made) {
    relations.put(made.relation().name(), made.relation());
  }

  private record Relations(Relation relation) {
    Relations withIndexes(List<Index> indexes, List<Constraint> constraints) {
      var it = relation;
      return new Relations(
          new Relation(
              it.oid(),
              it.name(),
              it.kind(),
              it.owner(),
              it.temporary(),
              it.createdInTransaction(),
              it.sizeBytes(),
              it.estimatedRows(),
              it.columns(),
              constraints,
              indexes,
              it.parent(),
              it.isPartition(),
              it.bound(),
              it.partitionKeyed(),
              it.children(),
              it.referencedBy(),
              it.table()));
    }
  }

  @Override
  public int serverVersionNum() {
    return 170_000;
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public String timeZone() {
    return "Europe/Berlin";
  }

  @Override
  public Optional<Relation> relation(QualifiedName name) {
    return Optional.ofNullable(
        relations.get(name.schema() == null ? QualifiedName.of("public", name.name()) : name));
  }

  @Override
  public Optional<TypeInfo> type(QualifiedName name) {
    return Optional.empty();
  }

  @Override
  public Volatility volatility(QualifiedName function) {
    return Volatility.UNKNOWN;
  }

  @Override
  public List<Relation> tablesUsing(QualifiedName domain) {
    return List.of();
  }

  @Override
  public List<Relation> relationsIn(String schema) {
    return relations.values().stream()
        .filter(relation -> schema.equals(relation.name().schema()))
        .toList();
  }
}
