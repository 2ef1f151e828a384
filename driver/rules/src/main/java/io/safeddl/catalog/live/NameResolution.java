package io.safeddl.catalog.live;

import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What names mean in the session, along with its settings. Cheap where reading what they are the
 * names of is not: most names in a statement are of nothing yet.
 */
final class NameResolution {
  private static final String TEMPORARY = "pg_temp";

  private final Set<QualifiedName> lookedUp = new HashSet<>();

  /** In which schemas a name was looked for. */
  private final Map<String, Set<String>> searched = new HashMap<>();

  /** By their full names. */
  private final Map<QualifiedName, Long> relations = new HashMap<>();

  private final Map<QualifiedName, Type> types = new HashMap<>();
  private @Nullable Settings settings;

  /**
   * The session's settings.
   *
   * @param path the schemas for new objects and lookups, without those that are implied
   * @param whole the same with {@code pg_catalog} and the schema of temporary tables
   * @param temporary the name of that schema, or empty while the session has none
   */
  record Settings(
      int version,
      String zone,
      boolean standardStrings,
      List<String> path,
      List<String> whole,
      String temporary) {}

  /**
   * A type.
   *
   * @param more whether there is more to be known: it is a domain, or has a default
   */
  record Type(TypeInfo info, boolean more) {}

  /** Looks names up, in one round trip. */
  void read(CatalogSession session, Collection<QualifiedName> names) throws SQLException {
    session.query(CatalogQueries.resolution(names), this::note);
    lookedUp.addAll(names);
    var schemas = new HashSet<>(settings().whole());
    names.stream().map(QualifiedName::schema).filter(Objects::nonNull).forEach(schemas::add);
    for (var name : names) {
      searched.computeIfAbsent(name.name(), n -> new HashSet<>()).addAll(schemas);
    }
  }

  private boolean note(ResultSet row) throws SQLException {
    var what = row.getString("what");
    var facts = (String[]) row.getArray("facts").getArray();
    if (what.equals("settings")) {
      settings =
          new Settings(
              Integer.parseInt(facts[0]),
              facts[1],
              facts[2].equals("on"),
              ArrayText.parse(facts[3]),
              ArrayText.parse(facts[4]),
              facts[5]);
      return true;
    }
    var name = QualifiedName.of(facts[0], facts[1]);
    if (what.equals("relation")) {
      relations.put(name, Long.parseLong(facts[2]));
    } else {
      var info = new TypeInfo(name, kind(facts[2]), null, false, Volatility.IMMUTABLE);
      types.put(name, new Type(info, facts[3].equals("true")));
    }
    return true;
  }

  Settings settings() {
    return Objects.requireNonNull(settings);
  }

  /** True where it need not be looked up again, even if it was found under another spelling. */
  boolean knows(QualifiedName name) {
    var schemas = searched.get(name.name());
    return schemas != null && (name.schema() == null || schemas.contains(name.schema()));
  }

  /** The OID of the relation of that name, or null. */
  @Nullable Long relation(QualifiedName name) {
    return along(name, relations);
  }

  /** The type of that name, or null. */
  @Nullable Type type(QualifiedName name) {
    return along(name, types);
  }

  /** The OIDs of all relations that one of the names means. */
  Set<Long> relations() {
    var oids = new TreeSet<Long>();
    for (var name : lookedUp) {
      var oid = relation(name);
      if (oid != null) {
        oids.add(oid);
      }
    }
    return oids;
  }

  private <T> @Nullable T along(QualifiedName name, Map<QualifiedName, T> found) {
    var schema = name.schema();
    if (schema != null) {
      var real = schema.equals(TEMPORARY) ? settings().temporary() : schema;
      return found.get(QualifiedName.of(real, name.name()));
    }
    for (var candidate : settings().whole()) {
      var here = found.get(QualifiedName.of(candidate, name.name()));
      if (here != null) {
        return here;
      }
    }
    return null;
  }

  /** By {@code pg_type.typtype}. */
  static TypeInfo.Kind kind(String typtype) {
    return switch (typtype) {
      case "c" -> TypeInfo.Kind.COMPOSITE;
      case "d" -> TypeInfo.Kind.DOMAIN;
      case "e" -> TypeInfo.Kind.ENUM;
      case "r", "m" -> TypeInfo.Kind.RANGE;
      default -> TypeInfo.Kind.BASE;
    };
  }
}
