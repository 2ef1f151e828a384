package io.safeddl.catalog.model;

import io.safeddl.catalog.Catalog;
import io.safeddl.sql.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * What a name without a schema means: the search path, the role whose schema may be in it, and the
 * schemas that there are.
 */
final class NameScope {
  private final Catalog base;

  /** The search path of SET and of SET LOCAL; null where they have not been used. */
  @Nullable SearchPath path;

  @Nullable SearchPath localPath;

  /** The role that was set, "" where it cannot be told; null where none was. */
  @Nullable String role;

  /** The schemas that statements have made. */
  private PSet<String> made;

  /** Those of the base that are gone. */
  private PSet<String> hidden;

  NameScope(Catalog base) {
    this.base = base;
    made = HashTreePSet.empty();
    hidden = HashTreePSet.empty();
  }

  NameScope(NameScope other) {
    base = other.base;
    path = other.path;
    localPath = other.localPath;
    role = other.role;
    made = other.made;
    hidden = other.hidden;
  }

  List<String> searchPath() {
    if (isOfBase()) {
      return base.searchPath();
    }
    return effectivePath().schemas(ownSchema()).stream().filter(this::hasSchema).toList();
  }

  /**
   * The schemas that are searched before the one of temporary tables: none, unless the path names
   * it behind others (manual, search_path).
   */
  List<String> beforeTemporary() {
    var entries = isOfBase() ? List.<String>of() : effectivePath().entries();
    var place = entries.indexOf(ModelState.TEMPORARY);
    return place <= 0
        ? List.of()
        : SearchPath.of(entries.subList(0, place)).schemas(ownSchema()).stream()
            .filter(this::hasSchema)
            .toList();
  }

  /** In a model of files no schema has the role's name unless somebody made one. */
  private String ownSchema() {
    return base.isComplete() || made.contains(user()) ? user() : "";
  }

  /** True where names mean what they mean to the base. */
  boolean isOfBase() {
    return path == null && localPath == null && role == null;
  }

  /** Whoever has set a path or a role has left. */
  void forgetSettings() {
    path = null;
    localPath = null;
    role = null;
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
    return made.contains(name) || (!hidden.contains(name) && base.hasSchema(name));
  }

  void makeSchema(String name) {
    made = made.plus(name);
  }

  void removeSchema(String name) {
    hidden = hidden.plus(name);
    made = made.minus(name);
  }

  /** True for a schema of the base that is gone, or has another name now. */
  boolean hides(@Nullable String schema) {
    return hidden.contains(schema);
  }

  boolean hidesAny() {
    return !hidden.isEmpty();
  }

  /** The full name that a new relation or type gets. */
  QualifiedName fresh(QualifiedName name, boolean temporary) {
    var own = ObjectNames.truncate(name.name());
    var schema = name.schema();
    if (schema != null) {
      return QualifiedName.of(schema, own);
    }
    if (temporary) {
      return QualifiedName.of(ModelState.TEMPORARY, own);
    }
    if (!pathIsKnown()) {
      return QualifiedName.of("", own); // in no schema that anybody can name
    }
    var schemas = searchPath();
    return QualifiedName.of(schemas.isEmpty() ? "public" : schemas.get(0), own);
  }
}
