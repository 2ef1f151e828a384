package io.safeddl.catalog.live;

import io.safeddl.sql.QualifiedName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The texts of the catalog queries. They are kept in plain SQL; what the session's search path
 * could bend is made safe here: operators are written {@code OPERATOR(pg_catalog.=)}.
 */
final class CatalogQueries {
  private static final String RESOLUTION = load("resolve.sql");
  private static final String TYPES = load("types.sql");
  private static final Pattern PARAMETER = Pattern.compile(":(schemas|names)\\b");
  private static final String RELATION = load("relation.sql");
  private static final String TYPE = load("type.sql");
  private static final String CASTS = load("casts.sql");
  private static final String DOMAIN_USERS = load("domain-users.sql");

  /** Joins the schemas of the search path, {@code pg_temp} and {@code pg_catalog} where implied. */
  private static final String PATH =
      qualified(
          " JOIN pg_catalog.pg_namespace n ON n.oid = f.%snamespace"
              + " JOIN pg_catalog.unnest(pg_catalog.current_schemas(true))"
              + " WITH ORDINALITY p(schema, position) ON p.schema = n.nspname");

  private CatalogQueries() {}

  /** The session's settings, and the relations that the names may mean. */
  static String resolution(Collection<QualifiedName> names) {
    return naming(RESOLUTION, names);
  }

  /** The types that the names may mean. */
  static String types(Collection<QualifiedName> names) {
    return naming(TYPES, names);
  }

  private static String naming(String query, Collection<QualifiedName> names) {
    var schemas = new TreeSet<String>();
    var own = new TreeSet<String>();
    var temporary = false;
    for (var name : names) {
      own.add(name.name());
      var schema = name.schema();
      if (schema != null) {
        schemas.add(schema);
        temporary |= schema.equals("pg_temp");
      }
    }
    var places = "pg_catalog.current_schemas(true) OPERATOR(pg_catalog.||) " + names(schemas);
    if (temporary) {
      places +=
          qualified(
              " OPERATOR(pg_catalog.||) ARRAY(SELECT m.nspname FROM pg_catalog.pg_namespace m"
                  + " WHERE m.oid = pg_catalog.pg_my_temp_schema())");
    }
    var schemaNames = places;
    // At one go: a name may look like a parameter.
    return PARAMETER
        .matcher(query)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group().equals(":names") ? names(own) : schemaNames));
  }

  private static String names(Collection<String> names) {
    return names.stream()
        .map(CatalogQueries::literal)
        .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.name[]"));
  }

  /** Relations by a query that gives their OIDs. */
  static String relations(int major, String targets) {
    // NOT ENFORCED came with 18. The targets go in last: they hold text of the user's.
    return RELATION
        .replace(":enforced", major >= 18 ? "o.conenforced" : "true")
        .replace(":targets", targets);
  }

  static String type(QualifiedName name) {
    return TYPE.replace(":target", typeOid(name));
  }

  static String domainUsers(QualifiedName domain) {
    return DOMAIN_USERS.replace(":target", typeOid(domain));
  }

  /** These relations. */
  static String relationOids(Collection<Long> oids) {
    return oids.stream()
        .map(String::valueOf)
        .collect(
            Collectors.joining(
                ",", "SELECT x.oid FROM pg_catalog.unnest('{", "}'::pg_catalog.oid[]) x(oid)"));
  }

  private static String typeOid(QualifiedName name) {
    return oid("pg_catalog.pg_type", "typ", name);
  }

  /** The OIDs of the relations in a schema, TOAST tables and row types left out. */
  static String relationsIn(String schema) {
    return qualified(
            "SELECT c.oid FROM pg_catalog.pg_class c"
                + " WHERE c.relkind <> 't' AND c.relkind <> 'c' AND c.relnamespace = ")
        + namespace(schema);
  }

  /** One row for each function of that name that a call could mean: its volatility. */
  static String volatilities(QualifiedName function) {
    return candidates("SELECT f.provolatile", "pg_catalog.pg_proc", "pro", function);
  }

  /** One row for each procedure of that name that a CALL could mean: its language, and its text. */
  static String procedures(QualifiedName name) {
    return candidates(
            "SELECT (SELECT l.lanname FROM pg_catalog.pg_language l"
                + qualified(" WHERE l.oid = f.prolang), f.prosrc"),
            "pg_catalog.pg_proc",
            "pro",
            name)
        + qualified(" AND f.prokind = 'p'");
  }

  /** The schema and name of each table or domain with a constraint of that name in the schema. */
  static String constraintsNamed(String schema, String name) {
    return qualified(
            "SELECT n.nspname, coalesce(c.relname, t.typname)"
                + " FROM pg_catalog.pg_constraint o"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace"
                + " LEFT JOIN pg_catalog.pg_class c ON c.oid = o.conrelid"
                + " LEFT JOIN pg_catalog.pg_type t ON t.oid = o.contypid"
                + " WHERE o.connamespace = ")
        + namespace(schema)
        + qualified(" AND o.conname = ")
        + literal(name);
  }

  /** One row for each operator of that name that an expression could mean: its volatility. */
  static String operators(String symbol) {
    return candidates(
        "SELECT (SELECT r.provolatile FROM pg_catalog.pg_proc r"
            + qualified(" WHERE r.oid = f.oprcode)"),
        "pg_catalog.pg_operator",
        "opr",
        QualifiedName.of(symbol));
  }

  /** The volatilities of the functions that casts which are not built in call. */
  static String casts() {
    return CASTS;
  }

  /** One row where there is a schema of that name. */
  static String schema(String name) {
    return qualified("SELECT 1 FROM pg_catalog.pg_namespace n WHERE n.nspname = ") + literal(name);
  }

  /** {@code in progress}, {@code committed} or {@code aborted}; an error for one in the future. */
  static String status(long transaction) {
    return "SELECT pg_catalog.pg_xact_status('" + transaction + "'::pg_catalog.xid8)";
  }

  /** The OID of an object, found along the search path where no schema is given. */
  private static String oid(String catalog, String prefix, QualifiedName name) {
    var candidates = candidates("SELECT f.oid", catalog, prefix, name);
    return name.schema() == null ? candidates + " ORDER BY p.position LIMIT 1" : candidates;
  }

  private static String candidates(
      String select, String catalog, String prefix, QualifiedName name) {
    var from = select + " FROM " + catalog + " f";
    var schema = name.schema();
    var named = qualified(" WHERE f." + prefix + "name = ") + literal(name.name());
    return schema == null
        ? from + PATH.formatted(prefix) + named
        : from + named + qualified(" AND f." + prefix + "namespace = ") + namespace(schema);
  }

  private static String namespace(String schema) {
    return schema.equals("pg_temp")
        ? "pg_catalog.pg_my_temp_schema()"
        : qualified("(SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = ")
            + literal(schema)
            + ")";
  }

  /** A string literal that reads the same whatever standard_conforming_strings is. */
  static String literal(String value) {
    return "E'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  private static String load(String name) {
    try (var in = Objects.requireNonNull(CatalogQueries.class.getResourceAsStream(name), name)) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return qualified(text.replaceAll("(?m)^\\s*--.*\\R", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Operators in the queries stand between two spaces; those in literals do not. */
  private static String qualified(String sql) {
    return sql.replaceAll(" (=|<>|<|>|\\+|\\*) ", " OPERATOR(pg_catalog.$1) ");
  }
}
