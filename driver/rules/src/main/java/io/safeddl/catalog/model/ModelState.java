package io.safeddl.catalog.model;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What statements have changed over a base catalog. It is copied before a statement changes it, and
 * left alone from then on. All names in it have a schema.
 */
final class ModelState {
  /** The schema of temporary tables, whatever number the session's own has. */
  static final String TEMPORARY = "pg_temp";

  private final Catalog base;
  private final Map<QualifiedName, Relation> relations;

  /** Relations and indexes of the base that are gone, or have another name now. */
  private final Set<QualifiedName> hidden;

  private final Set<String> hiddenSchemas;

  /** Null for a type that was dropped or that is not known any more. */
  private final Map<QualifiedName, Optional<TypeInfo>> types;

  private final Map<QualifiedName, Volatility> functions;

  /** Sequences by the table that owns them. */
  final Map<QualifiedName, QualifiedName> owned;

  /** The search path of SET and of SET LOCAL; null where they have not been used. */
  @Nullable List<String> path;

  @Nullable List<String> localPath;

  /** The TimeZone that was set; null where none was, "" where it cannot be told. */
  @Nullable String timeZone;

  /** False after a rollback to a point before the base was read: it may not hold any more. */
  boolean baseHolds = true;

  /** True once a name had to be forgotten: what is not known may be there all the same. */
  boolean forgotten;

  ModelState(Catalog base) {
    this.base = base;
    relations = new HashMap<>();
    hidden = new HashSet<>();
    hiddenSchemas = new HashSet<>();
    types = new HashMap<>();
    functions = new HashMap<>();
    owned = new HashMap<>();
  }

  ModelState(ModelState other) {
    base = other.base;
    relations = new HashMap<>(other.relations);
    hidden = new HashSet<>(other.hidden);
    hiddenSchemas = new HashSet<>(other.hiddenSchemas);
    types = new HashMap<>(other.types);
    functions = new HashMap<>(other.functions);
    owned = new HashMap<>(other.owned);
    path = other.path;
    localPath = other.localPath;
    timeZone = other.timeZone;
    baseHolds = other.baseHolds;
    forgotten = other.forgotten;
  }

  Catalog base() {
    return base;
  }

  List<String> searchPath() {
    return localPath != null ? localPath : path != null ? path : base.searchPath();
  }

  /** A relation or an index, by the search path where the name has no schema. */
  Optional<Relation> find(QualifiedName name) {
    if (name.schema() != null) {
      return exactly(name);
    }
    var temporary = temporary(name.name());
    if (temporary.isPresent()) {
      return temporary;
    }
    // One question to a live base in the usual case: the path is its own and nothing is hidden.
    var own = path == null && localPath == null ? fromBase(name) : Optional.<Relation>empty();
    if (own.filter(Relation::temporary).isPresent()) {
      return own;
    }
    for (var schema : searchPath()) {
      var candidate = QualifiedName.of(schema, name.name());
      var changed = changed(candidate);
      if (changed.isPresent()) {
        return changed;
      }
      if (own.isPresent() && Objects.equals(own.get().name().schema(), schema)) {
        return own;
      }
      if (own.isEmpty() && (path != null || localPath != null || hidden.contains(candidate))) {
        var there = fromBase(candidate);
        if (there.isPresent()) {
          return there;
        }
      }
    }
    return own;
  }

  private Optional<Relation> exactly(QualifiedName name) {
    var changed = TEMPORARY.equals(name.schema()) ? temporary(name.name()) : changed(name);
    return changed.isPresent() ? changed : fromBase(name);
  }

  /** A changed temporary table, whose schema a live base calls {@code pg_temp_3} or the like. */
  private Optional<Relation> temporary(String name) {
    return relations.values().stream()
        .filter(r -> r.temporary() && r.name().name().equals(name))
        .findFirst();
  }

  private Optional<Relation> changed(QualifiedName name) {
    var relation = relations.get(name);
    return relation != null ? Optional.of(relation) : index(name);
  }

  private Optional<Relation> fromBase(QualifiedName name) {
    if (!baseHolds) {
      return Optional.empty();
    }
    return base.relation(name).filter(this::isUnchanged);
  }

  private boolean isUnchanged(Relation relation) {
    var table = relation.table();
    return !hidden.contains(relation.name())
        && !hiddenSchemas.contains(relation.name().schema())
        && !relations.containsKey(relation.name())
        && (table == null || (!hidden.contains(table) && !relations.containsKey(table)));
  }

  /** An index of a table that has been changed. */
  private Optional<Relation> index(QualifiedName name) {
    return owner(name)
        .flatMap(t -> t.indexes().stream().filter(i -> i.name().equals(name)).findFirst())
        .map(i -> indexRelation(owner(name).orElseThrow(), i));
  }

  private Optional<Relation> owner(QualifiedName index) {
    return relations.values().stream()
        .filter(t -> t.indexes().stream().anyMatch(i -> i.name().equals(index)))
        .findFirst();
  }

  private static Relation indexRelation(Relation table, Index index) {
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

  /** The full name that a new relation gets. */
  QualifiedName fresh(QualifiedName name, boolean temporary) {
    var own = ObjectNames.truncate(name.name());
    var schema = name.schema();
    if (schema != null) {
      return QualifiedName.of(schema, own);
    }
    var path = searchPath();
    return QualifiedName.of(temporary ? TEMPORARY : path.isEmpty() ? "public" : path.get(0), own);
  }

  void put(Relation relation) {
    relations.put(relation.name(), relation);
  }

  void remove(QualifiedName name) {
    relations.remove(name);
    hidden.add(name);
  }

  void removeSchema(String schema) {
    relations.keySet().removeIf(n -> schema.equals(n.schema()));
    types.keySet().removeIf(n -> schema.equals(n.schema()));
    functions.keySet().removeIf(n -> schema.equals(n.schema()));
    hiddenSchemas.add(schema);
  }

  /** The relations that differ from the base. */
  List<Relation> changed() {
    return List.copyOf(relations.values());
  }

  Optional<TypeInfo> type(QualifiedName name) {
    if (name.schema() != null) {
      var own = types.get(name);
      return own != null ? own : baseType(name);
    }
    for (var schema : searchPath()) {
      var own = types.get(QualifiedName.of(schema, name.name()));
      if (own != null) {
        return own;
      }
    }
    return baseType(name);
  }

  private Optional<TypeInfo> baseType(QualifiedName name) {
    return baseHolds
        ? base.type(name).filter(t -> !hiddenSchemas.contains(t.name().schema()))
        : Optional.empty();
  }

  void put(TypeInfo type) {
    types.put(type.name(), Optional.of(type));
  }

  void removeType(QualifiedName name) {
    var full = type(name).map(TypeInfo::name).orElseGet(() -> fresh(name, false));
    types.put(full, Optional.empty());
  }

  Volatility volatility(QualifiedName function) {
    var known = base.volatility(function);
    var schemas = function.schema() == null ? searchPath() : List.<String>of(function.schema());
    Volatility changed = null;
    for (var schema : schemas) {
      var own = functions.get(QualifiedName.of(schema, function.name()));
      changed = own == null ? changed : changed == null ? own : changed.or(own);
    }
    if (changed == null) {
      return known;
    }
    // A function that the base does not know is exactly what the statements made of it.
    return known == Volatility.UNKNOWN ? changed : known.or(changed);
  }

  void put(QualifiedName function, Volatility volatility) {
    functions.merge(function, volatility, Volatility::or);
  }

  List<Relation> relationsIn(String schema) {
    var found = new ArrayList<Relation>();
    if (baseHolds) {
      base.relationsIn(schema).stream().filter(this::isUnchanged).forEach(found::add);
    }
    for (var relation : relations.values()) {
      if (schema.equals(relation.name().schema())) {
        found.add(relation);
        relation.indexes().forEach(i -> found.add(indexRelation(relation, i)));
      }
    }
    return found;
  }

  List<QualifiedName> constraintsNamed(String schema, String name) {
    var found = new ArrayList<QualifiedName>();
    if (baseHolds && !hiddenSchemas.contains(schema)) {
      for (var owner : base.constraintsNamed(schema, name)) {
        if (!hidden.contains(owner) && !relations.containsKey(owner)) {
          found.add(owner);
        }
      }
    }
    for (var relation : relations.values()) {
      if (schema.equals(relation.name().schema()) && relation.constraint(name).isPresent()) {
        found.add(relation.name());
      }
    }
    return found;
  }

  List<Relation> tablesUsing(QualifiedName domain) {
    var full = type(domain).map(TypeInfo::name).orElse(domain);
    var found = new ArrayList<Relation>();
    if (baseHolds) {
      base.tablesUsing(domain).stream().filter(this::isUnchanged).forEach(found::add);
    }
    relations.values().stream()
        .filter(r -> r.columns().stream().anyMatch(c -> isOver(c.type().name(), full)))
        .forEach(found::add);
    return found;
  }

  private boolean isOver(QualifiedName type, QualifiedName domain) {
    var info = type(type).orElse(null);
    var steps = 0;
    while (info != null && steps++ < 32) {
      if (info.name().equals(domain)) {
        return true;
      }
      var below = info.base();
      info = below == null ? null : type(below.name()).orElse(null);
    }
    return false;
  }

  /** After COMMIT others see what was made, and fill it. */
  void commit() {
    localPath = null;
    relations.replaceAll(
        (name, relation) -> {
          if (!relation.createdInTransaction()) {
            return relation;
          }
          var builder = new RelationBuilder(relation);
          builder.created = false;
          builder.sizeBytes = -1;
          builder.estimatedRows = -1;
          return builder.build();
        });
  }
}
