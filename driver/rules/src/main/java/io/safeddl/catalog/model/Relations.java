package io.safeddl.catalog.model;

import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * Relations by name, and by what else they are looked for. Immutable: a changed one shares all that
 * is unchanged, so that following a long history costs no more per statement than a short one.
 */
final class Relations {
  static final Relations NONE =
      new Relations(
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePSet.empty(),
          HashTreePSet.empty());

  private final PMap<QualifiedName, Relation> byName;

  /** The table of each index. */
  private final PMap<QualifiedName, QualifiedName> tables;

  /** Those that have a constraint of this name, by the constraint's name in the table's schema. */
  private final PMap<QualifiedName, PSet<QualifiedName>> constrained;

  private final PSet<QualifiedName> temporary;
  private final PSet<QualifiedName> created;

  private Relations(
      PMap<QualifiedName, Relation> byName,
      PMap<QualifiedName, QualifiedName> tables,
      PMap<QualifiedName, PSet<QualifiedName>> constrained,
      PSet<QualifiedName> temporary,
      PSet<QualifiedName> created) {
    this.byName = byName;
    this.tables = tables;
    this.constrained = constrained;
    this.temporary = temporary;
    this.created = created;
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  boolean has(QualifiedName name) {
    return byName.containsKey(name);
  }

  @Nullable Relation get(QualifiedName name) {
    return byName.get(name);
  }

  Collection<Relation> all() {
    return byName.values();
  }

  /** The names of those that the current transaction made. */
  Set<QualifiedName> created() {
    return created;
  }

  /** The names of the temporary ones. */
  Set<QualifiedName> temporaryNames() {
    return temporary;
  }

  /** The temporary one of that name, whatever its schema is called. */
  Optional<Relation> temporary(String name) {
    for (var candidate : temporary) {
      if (candidate.name().equals(name)) {
        return Optional.ofNullable(byName.get(candidate));
      }
    }
    return Optional.empty();
  }

  private Optional<Relation> tableOf(QualifiedName index) {
    var table = tables.get(index);
    return table == null ? Optional.empty() : Optional.ofNullable(byName.get(table));
  }

  /** An index of one of the tables, as a relation. */
  Optional<Relation> index(QualifiedName name) {
    var table = tableOf(name).orElse(null);
    if (table == null) {
      return Optional.empty();
    }
    return table.indexes().stream()
        .filter(index -> index.name().equals(name))
        .findFirst()
        .map(index -> relation(table, index));
  }

  /** Those in this schema, and their indexes. */
  List<Relation> in(String schema) {
    var found = new ArrayList<Relation>();
    for (var relation : all()) {
      if (schema.equals(relation.name().schema())) {
        found.add(relation);
        relation.indexes().forEach(index -> found.add(relation(relation, index)));
      }
    }
    return found;
  }

  private static Relation relation(Relation table, Index index) {
    var relation =
        new RelationBuilder(
            index.name(),
            table.kind() == Relation.Kind.PARTITIONED_TABLE
                ? Relation.Kind.PARTITIONED_INDEX
                : Relation.Kind.INDEX);
    relation.oid = index.oid();
    relation.owner = table.owner();
    relation.temporary = table.temporary();
    relation.created = table.createdInTransaction();
    relation.sizeBytes = index.sizeBytes();
    relation.table = table.name();
    return relation.build();
  }

  /** The names of those in this schema with a constraint of this name. */
  Set<QualifiedName> constrained(String schema, String constraint) {
    return constrained.getOrDefault(QualifiedName.of(schema, constraint), HashTreePSet.empty());
  }

  Relations with(Relation relation) {
    var name = relation.name();
    var old = byName.get(name);
    if (old != null && isFoundAlike(old, relation)) {
      return new Relations(byName.plus(name, relation), tables, constrained, temporary, created);
    }
    var before = without(name);
    var indexed = before.tables;
    for (Index index : relation.indexes()) {
      indexed = indexed.plus(index.name(), name);
    }
    var named = before.constrained;
    for (var constraint : relation.constraints()) {
      var key = QualifiedName.of(schema(name), constraint.name());
      named = named.plus(key, named.getOrDefault(key, HashTreePSet.empty()).plus(name));
    }
    return new Relations(
        before.byName.plus(name, relation),
        indexed,
        named,
        relation.temporary() ? before.temporary.plus(name) : before.temporary,
        relation.createdInTransaction() ? before.created.plus(name) : before.created);
  }

  /** What a relation is looked for by, besides its name, is as it was. */
  private static boolean isFoundAlike(Relation old, Relation relation) {
    return old.temporary() == relation.temporary()
        && old.createdInTransaction() == relation.createdInTransaction()
        && old.indexes().equals(relation.indexes())
        && old.constraints().equals(relation.constraints());
  }

  Relations without(QualifiedName name) {
    var relation = byName.get(name);
    if (relation == null) {
      return this;
    }
    var indexed = tables;
    for (Index index : relation.indexes()) {
      // Another table may have an index of that name by now.
      indexed = name.equals(indexed.get(index.name())) ? indexed.minus(index.name()) : indexed;
    }
    var named = constrained;
    for (var constraint : relation.constraints()) {
      var key = QualifiedName.of(schema(name), constraint.name());
      var rest = named.getOrDefault(key, HashTreePSet.empty()).minus(name);
      named = rest.isEmpty() ? named.minus(key) : named.plus(key, rest);
    }
    return new Relations(
        byName.minus(name), indexed, named, temporary.minus(name), created.minus(name));
  }

  private static String schema(QualifiedName name) {
    return Objects.requireNonNull(name.schema(), "all names in a model have a schema");
  }
}
