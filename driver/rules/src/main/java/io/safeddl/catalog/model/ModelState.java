package io.safeddl.catalog.model;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
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

  /** What a name without a schema means. */
  final NameScope names;

  final KnownTypes types;

  final KnownProcedures procedures;

  private final Catalog base;

  /** False after a rollback to a point before the base was read: it may not hold any more. */
  private final boolean baseHolds;

  private Relations relations;

  /** Relations and indexes of the base that are gone, or have another name now. */
  private PSet<QualifiedName> hidden;

  /** Tables that may have indexes and constraints which are not told here. */
  PSet<QualifiedName> vague;

  /** Tables that CREATE TABLE IF NOT EXISTS passes over: nobody has seen what made them. */
  PSet<QualifiedName> older;

  /** Tables of which nothing is known, by the names of the constraints that they have got. */
  private PMap<QualifiedName, QualifiedName> strangers;

  /** Temporary tables that are dropped when the transaction commits. */
  private PSet<QualifiedName> untilCommit;

  /** The temporary relations of the base are gone. */
  private boolean temporaryGone;

  /** Sequences by the table that owns them. */
  private PMap<QualifiedName, QualifiedName> owned;

  /** The TimeZone that was set; null where none was, "" where it cannot be told. */
  @Nullable String timeZone;

  /** True once a name had to be forgotten: what is not known may be there all the same. */
  boolean forgotten;

  /**
   * Nothing is changed yet.
   *
   * @param baseHolds whether the base still tells how things are
   */
  ModelState(Catalog base, boolean baseHolds) {
    this.base = base;
    this.baseHolds = baseHolds;
    names = new NameScope(base);
    types = new KnownTypes(base, baseHolds, names);
    procedures = new KnownProcedures(names);
    relations = Relations.NONE;
    hidden = HashTreePSet.empty();
    vague = HashTreePSet.empty();
    older = HashTreePSet.empty();
    strangers = HashTreePMap.empty();
    untilCommit = HashTreePSet.empty();
    owned = HashTreePMap.empty();
  }

  ModelState(ModelState other) {
    base = other.base;
    baseHolds = other.baseHolds;
    names = new NameScope(other.names);
    types = new KnownTypes(other.types, names);
    procedures = new KnownProcedures(other.procedures, names);
    relations = other.relations;
    hidden = other.hidden;
    vague = other.vague;
    older = other.older;
    strangers = other.strangers;
    untilCommit = other.untilCommit;
    temporaryGone = other.temporaryGone;
    owned = other.owned;
    timeZone = other.timeZone;
    forgotten = other.forgotten;
  }

  Catalog base() {
    return base;
  }

  /** True where what was not changed is as the base says. */
  boolean baseHolds() {
    return baseHolds;
  }

  /** A relation or an index, by the search path where the name has no schema. */
  Optional<Relation> find(QualifiedName name) {
    if (name.schema() != null) {
      return exactly(name);
    }
    var temporary = temporary(name.name());
    if (temporary.isPresent() && !isHidden(name.name())) {
      return temporary;
    }
    if (!names.pathIsKnown()) {
      return Optional.empty();
    }
    if (names.role != null) {
      return onlyCandidate(name);
    }
    // One question to a live base in the usual case: the path is its own and nothing is hidden.
    var own = names.isOfBase() ? fromBase(name) : Optional.<Relation>empty();
    if (own.filter(Relation::temporary).isPresent()) {
      return own;
    }
    for (var schema : names.searchPath()) {
      var candidate = QualifiedName.of(schema, name.name());
      var changed = changed(candidate);
      if (changed.isPresent()) {
        return changed;
      }
      if (own.isPresent() && Objects.equals(own.get().name().schema(), schema)) {
        return own;
      }
      if (own.isEmpty() && (!names.isOfBase() || hidden.contains(candidate))) {
        var there = fromBase(candidate);
        if (there.isPresent()) {
          return there;
        }
      }
    }
    return own;
  }

  /** True where a path that names pg_temp has a schema before it with a relation of that name. */
  private boolean isHidden(String temporary) {
    return names.beforeTemporary().stream()
        .anyMatch(schema -> exactly(QualifiedName.of(schema, temporary)).isPresent());
  }

  /**
   * The relation of that name in the path. Which schemas the role that was set may use is not
   * known, so where there are several, it is none of them.
   */
  private Optional<Relation> onlyCandidate(QualifiedName name) {
    var candidates =
        names.searchPath().stream()
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
    return relation != null ? Optional.of(relation) : relations.index(name);
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
        && !(temporaryGone && relation.temporary())
        && !names.hides(relation.name().schema())
        && !relations.has(relation.name())
        && (table == null || (!hidden.contains(table) && !relations.has(table)));
  }

  void put(Relation relation) {
    relations = relations.with(relation);
  }

  void remove(QualifiedName name) {
    relations = relations.without(name);
    hidden = hidden.plus(name);
    untilCommit = untilCommit.minus(name);
  }

  void removeSchema(String schema) {
    for (var relation : relations.all()) {
      if (schema.equals(relation.name().schema())) {
        relations = relations.without(relation.name());
      }
    }
    types.removeSchema(schema);
    names.removeSchema(schema);
  }

  /** The relations that differ from the base. */
  List<Relation> changed() {
    return List.copyOf(relations.all());
  }

  /** Only as long as the base is as it was, and names mean what they meant. */
  OptionalLong estimatedRows(String statement) {
    var unchanged =
        relations.isEmpty()
            && hidden.isEmpty()
            && types.areOfBase()
            && baseHolds
            && !forgotten
            && names.isOfBase()
            && !names.hidesAny();
    return unchanged ? base.estimatedRows(statement) : OptionalLong.empty();
  }

  List<Relation> relationsIn(String schema) {
    var found = new ArrayList<Relation>();
    if (baseHolds) {
      base.relationsIn(schema).stream().filter(this::isUnchanged).forEach(found::add);
    }
    found.addAll(relations.in(schema));
    return found;
  }

  List<QualifiedName> constraintsNamed(String schema, String name) {
    var found = new ArrayList<QualifiedName>();
    if (baseHolds && !names.hides(schema)) {
      for (var owner : base.constraintsNamed(schema, name)) {
        if (!hidden.contains(owner) && !relations.has(owner)) {
          found.add(owner);
        }
      }
    }
    found.addAll(relations.constrained(schema, name));
    var stranger = strangers.get(QualifiedName.of(schema, name));
    if (stranger != null) {
      found.add(stranger);
    }
    return found;
  }

  /** A constraint of a table that is not known has come, or gone. */
  void nameOfStranger(QualifiedName table, String constraint, boolean come) {
    var key = QualifiedName.of(table.schema(), constraint);
    strangers = come ? strangers.plus(key, table) : strangers.minus(key);
  }

  List<Relation> tablesUsing(QualifiedName domain) {
    var full = types.type(domain).map(TypeInfo::name).orElse(domain);
    var found = new ArrayList<Relation>();
    if (baseHolds) {
      base.tablesUsing(domain).stream().filter(this::isUnchanged).forEach(found::add);
    }
    relations.all().stream()
        .filter(r -> r.columns().stream().anyMatch(c -> types.isOver(c.type().name(), full)))
        .forEach(found::add);
    return found;
  }

  /** Takes note that COMMIT drops a table. */
  void dropAtCommit(QualifiedName temporary) {
    untilCommit = untilCommit.plus(temporary);
  }

  /** {@code DISCARD TEMP}. */
  void discardTemporary() {
    relations.temporaryNames().forEach(this::remove);
    untilCommit = HashTreePSet.empty();
    temporaryGone = true;
  }

  /** Takes temporary relations away that hide others; false where there are none. */
  boolean showWhatIsHidden() {
    var found = false;
    for (var temporary : relations.temporaryNames()) {
      var hides =
          names.searchPath().stream()
              .anyMatch(schema -> exactly(QualifiedName.of(schema, temporary.name())).isPresent());
      if (hides) {
        remove(temporary);
        found = true;
      }
    }
    return found;
  }

  /** After COMMIT others see what was made, and fill it. */
  void commit() {
    names.localPath = null;
    untilCommit.forEach(this::remove);
    untilCommit = HashTreePSet.empty();
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
