package io.safeddl.catalog.model;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * What statements have changed over a base catalog. It is copied before a statement changes it, and
 * left alone from then on. All names in it have a schema.
 */
final class ModelState {
  /** The schema of temporary tables, whatever number the session's own has. */
  static final String TEMPORARY = "pg_temp";

  private final Catalog base;
  private Relations relations;

  /** Relations and indexes of the base that are gone, or have another name now. */
  private PSet<QualifiedName> hidden;

  private PSet<String> hiddenSchemas;

  /** Null for a type that was dropped or that is not known any more. */
  private PMap<QualifiedName, Optional<TypeInfo>> types;

  private PMap<QualifiedName, Volatility> functions;

  /** Sequences by the table that owns them. */
  private PMap<QualifiedName, QualifiedName> owned;

  /** The search path of SET and of SET LOCAL; null where they have not been used. */
  @Nullable SearchPath path;

  @Nullable SearchPath localPath;

  /** The role that was set, "" where it cannot be told; null where none was. */
  @Nullable String role;

  /** The schemas that statements have made. */
  private PSet<String> madeSchemas;

  /** Operators, or casts, have been made: by functions that may be volatile. */
  boolean madeOperators;

  boolean madeCasts;

  /** The TimeZone that was set; null where none was, "" where it cannot be told. */
  @Nullable String timeZone;

  /** False after a rollback to a point before the base was read: it may not hold any more. */
  boolean baseHolds = true;

  /** True once a name had to be forgotten: what is not known may be there all the same. */
  boolean forgotten;

  ModelState(Catalog base) {
    this.base = base;
    relations = Relations.NONE;
    hidden = HashTreePSet.empty();
    hiddenSchemas = HashTreePSet.empty();
    types = HashTreePMap.empty();
    functions = HashTreePMap.empty();
    owned = HashTreePMap.empty();
    madeSchemas = HashTreePSet.empty();
  }

  ModelState(ModelState other) {
    base = other.base;
    relations = other.relations;
    hidden = other.hidden;
    hiddenSchemas = other.hiddenSchemas;
    types = other.types;
    functions = other.functions;
    owned = other.owned;
    madeSchemas = other.madeSchemas;
    path = other.path;
    localPath = other.localPath;
    role = other.role;
    madeOperators = other.madeOperators;
    madeCasts = other.madeCasts;
    timeZone = other.timeZone;
    baseHolds = other.baseHolds;
    forgotten = other.forgotten;
  }

  Catalog base() {
    return base;
  }

  List<String> searchPath() {
    if (hasBasePath()) {
      return base.searchPath();
    }
    return effectivePath().schemas(ownSchema()).stream().filter(this::hasSchema).toList();
  }

  /** In a model of files no schema has the role's name unless somebody made one. */
  private String ownSchema() {
    return base.isComplete() || madeSchemas.contains(user()) ? user() : "";
  }

  private boolean hasBasePath() {
    return path == null && localPath == null && role == null;
  }

  SearchPath effectivePath() {
    if (localPath != null) {
      return localPath;
    }
    return path == null ? SearchPath.of(base.searchPathSetting()) : path;
  }

  String user() {
    return role == null ? base.user() : role;
  }

  boolean builtInsFirst() {
    boolean set = path != null || localPath != null;
    return set ? effectivePath().builtInsFirst() : base.builtInsFirst();
  }

  /**
   * True where it is known what a name without a schema means. Another role may have no right to
   * use a schema of the path, which is then passed over.
   */
  boolean pathIsKnown() {
    boolean ofUnknownRole = base.isComplete() && role != null && role.isEmpty();
    return effectivePath().known() && !(ofUnknownRole && effectivePath().dependsOnRole());
  }

  boolean hasSchema(String name) {
    return madeSchemas.contains(name) || (!hiddenSchemas.contains(name) && base.hasSchema(name));
  }

  void madeSchema(String name) {
    madeSchemas = madeSchemas.plus(name);
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
    if (!pathIsKnown()) {
      return Optional.empty();
    }
    if (role != null) {
      return onlyCandidate(name);
    }
    // One question to a live base in the usual case: the path is its own and nothing is hidden.
    var own = hasBasePath() ? fromBase(name) : Optional.<Relation>empty();
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
      if (own.isEmpty() && (!hasBasePath() || hidden.contains(candidate))) {
        var there = fromBase(candidate);
        if (there.isPresent()) {
          return there;
        }
      }
    }
    return own;
  }

  /**
   * The relation of that name in the path. Which schemas the role that was set may use is not
   * known, so where there are several, it is none of them.
   */
  private Optional<Relation> onlyCandidate(QualifiedName name) {
    var candidates =
        searchPath().stream()
            .flatMap(schema -> exactly(QualifiedName.of(schema, name.name())).stream())
            .toList();
    return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
  }

  private Optional<Relation> exactly(QualifiedName name) {
    var changed = TEMPORARY.equals(name.schema()) ? temporary(name.name()) : changed(name);
    return changed.isPresent() ? changed : fromBase(name);
  }

  /** A changed temporary table, whose schema a live base calls {@code pg_temp_3} or the like. */
  private Optional<Relation> temporary(String name) {
    return relations.temporary(name);
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
        && !relations.has(relation.name())
        && (table == null || (!hidden.contains(table) && !relations.has(table)));
  }

  /** An index of a table that has been changed. */
  private Optional<Relation> index(QualifiedName name) {
    return relations
        .tableOf(name)
        .flatMap(
            table ->
                table.indexes().stream()
                    .filter(i -> i.name().equals(name))
                    .findFirst()
                    .map(i -> indexRelation(table, i)));
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
    if (temporary) {
      return QualifiedName.of(TEMPORARY, own);
    }
    if (!pathIsKnown()) {
      return QualifiedName.of("", own); // in no schema that anybody can name
    }
    var path = searchPath();
    return QualifiedName.of(path.isEmpty() ? "public" : path.get(0), own);
  }

  void put(Relation relation) {
    relations = relations.with(relation);
  }

  void remove(QualifiedName name) {
    relations = relations.without(name);
    hidden = hidden.plus(name);
  }

  void removeSchema(String schema) {
    for (var relation : relations.all()) {
      if (schema.equals(relation.name().schema())) {
        relations = relations.without(relation.name());
      }
    }
    types = types.minusAll(namesIn(schema, types.keySet()));
    functions = functions.minusAll(namesIn(schema, functions.keySet()));
    hiddenSchemas = hiddenSchemas.plus(schema);
    madeSchemas = madeSchemas.minus(schema);
  }

  private static List<QualifiedName> namesIn(String schema, Set<QualifiedName> names) {
    return names.stream().filter(name -> schema.equals(name.schema())).toList();
  }

  /** The relations that differ from the base. */
  List<Relation> changed() {
    return List.copyOf(relations.all());
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
    types = types.plus(type.name(), Optional.of(type));
  }

  void removeType(QualifiedName name) {
    var full = type(name).map(TypeInfo::name).orElseGet(() -> fresh(name, false));
    types = types.plus(full, Optional.empty());
  }

  Volatility operator(String symbol) {
    return madeOperators ? Volatility.VOLATILE : base.operator(symbol);
  }

  Volatility casts() {
    return madeCasts ? Volatility.VOLATILE : base.casts();
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
    var known = functions.get(function);
    functions = functions.plus(function, known == null ? volatility : known.or(volatility));
  }

  /** Only as long as the base is as it was, and names mean what they meant. */
  OptionalLong estimatedRows(String statement) {
    var unchanged =
        relations.isEmpty()
            && hidden.isEmpty()
            && hiddenSchemas.isEmpty()
            && types.isEmpty()
            && functions.isEmpty()
            && baseHolds
            && !forgotten
            && hasBasePath();
    return unchanged ? base.estimatedRows(statement) : OptionalLong.empty();
  }

  List<Relation> relationsIn(String schema) {
    var found = new ArrayList<Relation>();
    if (baseHolds) {
      base.relationsIn(schema).stream().filter(this::isUnchanged).forEach(found::add);
    }
    for (var relation : relations.all()) {
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
        if (!hidden.contains(owner) && !relations.has(owner)) {
          found.add(owner);
        }
      }
    }
    found.addAll(relations.constrained(schema, name));
    return found;
  }

  List<Relation> tablesUsing(QualifiedName domain) {
    var full = type(domain).map(TypeInfo::name).orElse(domain);
    var found = new ArrayList<Relation>();
    if (baseHolds) {
      base.tablesUsing(domain).stream().filter(this::isUnchanged).forEach(found::add);
    }
    relations.all().stream()
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
    for (var name : relations.created()) {
      var relation = relations.get(name);
      if (relation != null) {
        var builder = new RelationBuilder(relation);
        builder.created = false;
        builder.sizeBytes = -1;
        builder.estimatedRows = -1;
        relations = relations.with(builder.build());
      }
    }
  }

  /** Takes note of the table that a sequence belongs to. */
  void own(QualifiedName sequence, QualifiedName table) {
    owned = owned.plus(sequence, table);
  }

  /** The sequences that belong to a table. */
  List<QualifiedName> ownedBy(QualifiedName table) {
    return owned.entrySet().stream()
        .filter(entry -> entry.getValue().equals(table))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The sequences of a table belong to none any more. */
  void disown(QualifiedName table) {
    owned = owned.minusAll(ownedBy(table));
  }
}
