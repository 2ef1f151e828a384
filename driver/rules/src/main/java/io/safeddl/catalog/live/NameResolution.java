package io.safeddl.catalog.live;

import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What names mean in the session, along with its settings. Cheap where reading what they are the
 * names of is not: most names in a statement are of nothing yet. Types are looked up when the first
 * is asked for: most statements have built-in ones only.
 */
final class NameResolution {
  private static final String TEMPORARY = "pg_temp";

  private final Set<QualifiedName> lookedUp = new HashSet<>();

  /** In which schemas a name was looked for. */
  private final Map<String, Set<String>> relationsSought = new HashMap<>();

  private final Map<String, Set<String>> typesSought = new HashMap<>();

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
   * @param pathSetting search_path as it is set
   * @param user the current role
   */
  record Settings(
      int version,
      String zone,
      boolean standardStrings,
      List<String> path,
      List<String> whole,
      String temporary,
      String pathSetting,
      String user) {
    /** True where no schema of the path comes before {@code pg_catalog}. */
    boolean builtInsFirst() {
      return whole.stream()
          .filter(schema -> !schema.equals(temporary))
          .findFirst()
          .filter(schema -> !schema.equals("pg_catalog"))
          .isEmpty();
    }
  }

  /**
   * A type.
   *
   * @param more whether there is more to be known: it is a domain, or has a default
   */
  record Type(TypeInfo info, boolean more) {}

  /** Looks names of relations up, in one round trip. */
  void read(CatalogSession session, Collection<QualifiedName> names) throws SQLException {
    session.query(CatalogQueries.resolution(names), this::note);
    search(names, relationsSought);
  }

  /** Looks the name of a type up, and with it all names that have been looked up so far. */
  void readTypes(CatalogSession session, QualifiedName name) throws SQLException {
    var names = new LinkedHashSet<>(lookedUp);
    names.add(name);
    session.query(
        CatalogQueries.types(names),
        row -> {
          var full = QualifiedName.of(row.getString("schema"), row.getString("name"));
          var kind = kind(row.getString("kind"));
          var info = new TypeInfo(full, kind, null, false, Volatility.IMMUTABLE);
          return types.put(full, new Type(info, row.getBoolean("more")));
        });
    search(names, typesSought);
  }

  private void search(Collection<QualifiedName> names, Map<String, Set<String>> sought) {
    lookedUp.addAll(names);
    var schemas = new HashSet<>(settings().whole());
    names.stream().map(QualifiedName::schema).filter(Objects::nonNull).forEach(schemas::add);
    for (var name : names) {
      sought.computeIfAbsent(name.name(), n -> new HashSet<>()).addAll(schemas);
    }
  }

  private boolean note(ResultSet row) throws SQLException {
    var facts = (String[]) row.getArray("facts").getArray();
    if (row.getString("what").equals("relation")) {
      relations.put(QualifiedName.of(facts[0], facts[1]), Long.parseLong(facts[2]));
    } else {
      settings =
          new Settings(
              Integer.parseInt(facts[0]),
              facts[1],
              facts[2].equals("on"),
              ArrayText.parse(facts[3]),
              ArrayText.parse(facts[4]),
              facts[5],
              facts[6],
              facts[7]);
    }
    return true;
  }

  Settings settings() {
    return Objects.requireNonNull(settings);
  }

  /** True where it need not be looked up again, even if it was found under another spelling. */
  boolean knowsRelation(QualifiedName name) {
    return isSought(name, relationsSought);
  }

  /** The same of a type. */
  boolean knowsType(QualifiedName name) {
    return isSought(name, typesSought);
  }

  private static boolean isSought(QualifiedName name, Map<String, Set<String>> sought) {
    var schemas = sought.get(name.name());
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
