package io.safeddl.catalog.live;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.CatalogReadException;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.expression.Expressions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The catalog of the connected database, as the connection's current transaction sees it. Open one
 * for each statement to be judged: what was read once is not read again.
 *
 * <p>Reading takes nothing but ACCESS SHARE for a moment, assigns no transaction id, leaves no
 * snapshot behind, works in read-only transactions and for any role, and does not wait for a
 * session that holds, or waits for, ACCESS EXCLUSIVE on the relation: then sizes come from {@code
 * relpages} (-1 where never counted) and expressions are {@link
 * io.safeddl.catalog.Column#UNREADABLE}, definitions empty.
 *
 * <p>Not for several threads, like the connection itself. Every question may throw {@link
 * CatalogReadException}.
 */
public final class LiveCatalog implements Catalog {
  private final CatalogSession session;
  private final Settings settings;
  private final Map<QualifiedName, Optional<Relation>> relations = new HashMap<>();
  private final Map<QualifiedName, Optional<TypeInfo>> types = new HashMap<>();
  private final Map<QualifiedName, Volatility> functions = new HashMap<>();

  private record Settings(int version, String zone, boolean standardStrings, List<String> path) {}

  private LiveCatalog(CatalogSession session, Settings settings) {
    this.session = session;
    this.settings = settings;
  }

  /**
   * Reads the session's settings; relations are read when they are asked for. Two round trips where
   * a statement names one relation.
   *
   * @throws SQLException as the server reports it; 25P02 in a transaction that has failed, where
   *     the user's statement should be sent as it is
   */
  public static LiveCatalog open(Connection connection) throws SQLException {
    var session = new CatalogSession(connection);
    var settings =
        session.query(
            CatalogQueries.settings(),
            r ->
                new Settings(
                    r.getInt("version"),
                    r.getString("zone"),
                    r.getBoolean("standard_strings"),
                    List.of((String[]) r.getArray("path").getArray())));
    return new LiveCatalog(session, settings.get(0));
  }

  @Override
  public int serverVersionNum() {
    return settings.version();
  }

  @Override
  public boolean isComplete() {
    return true;
  }

  @Override
  public String timeZone() {
    return settings.zone();
  }

  /** The session's standard_conforming_strings, which decides how string literals are read. */
  public boolean standardConformingStrings() {
    return settings.standardStrings();
  }

  @Override
  public List<String> searchPath() {
    return settings.path();
  }

  @Override
  public Optional<Relation> relation(QualifiedName name) {
    var known = relations.get(name);
    if (known == null) {
      known = relations(name.toSql(), CatalogQueries.relationOid(name)).stream().findFirst();
      relations.put(name, known);
    }
    return known;
  }

  @Override
  public Optional<TypeInfo> type(QualifiedName name) {
    var known = types.get(name);
    if (known == null) {
      var chain = session.read(name.toSql(), CatalogQueries.type(name), LiveCatalog::link);
      known = chain.isEmpty() ? Optional.<TypeInfo>empty() : Optional.of(type(chain));
      types.put(name, known);
    }
    return known;
  }

  @Override
  public Volatility volatility(QualifiedName function) {
    var known = functions.get(function);
    if (known == null) {
      known =
          session
              .read(function.toSql(), CatalogQueries.volatilities(function), r -> r.getString(1))
              .stream()
              .map(LiveCatalog::volatility)
              .reduce(Volatility::or)
              .orElse(Volatility.UNKNOWN);
      functions.put(function, known);
    }
    return known;
  }

  @Override
  public List<Relation> tablesUsing(QualifiedName domain) {
    return relations("the tables that use " + domain, CatalogQueries.domainUsers(domain));
  }

  @Override
  public List<QualifiedName> constraintsNamed(String schema, String name) {
    return session.read(
        "the constraints called " + name,
        CatalogQueries.constraintsNamed(schema, name),
        row -> QualifiedName.of(row.getString(1), row.getString(2)));
  }

  @Override
  public List<Relation> relationsIn(String schema) {
    return relations("schema " + schema, CatalogQueries.relationsIn(schema));
  }

  private List<Relation> relations(String what, String targets) {
    return session.read(
        what, CatalogQueries.relations(majorVersion(), targets), new RelationReader(session)::read);
  }

  /** One type of a chain of domains. */
  private record Link(TypeInfo type, boolean hasDefault, @Nullable String defaultText) {}

  private static Link link(ResultSet row) throws SQLException {
    var name = QualifiedName.of(row.getString("schema"), row.getString("name"));
    var kind =
        switch (row.getString("kind")) {
          case "c" -> TypeInfo.Kind.COMPOSITE;
          case "d" -> TypeInfo.Kind.DOMAIN;
          case "e" -> TypeInfo.Kind.ENUM;
          case "r", "m" -> TypeInfo.Kind.RANGE;
          default -> TypeInfo.Kind.BASE;
        };
    var baseSchema = row.getString("base_schema");
    var base =
        baseSchema == null
            ? null
            : TypeNameReader.read(
                baseSchema,
                row.getString("base_name"),
                row.getBoolean("base_array"),
                row.getString("base"));
    return new Link(
        new TypeInfo(name, kind, base, row.getBoolean("constrained"), Volatility.IMMUTABLE),
        row.getBoolean("has_default"),
        row.getString("default_text"));
  }

  /** A domain is constrained by its own constraints and those below; its default may be below. */
  private TypeInfo type(List<Link> chain) {
    var first = chain.get(0).type();
    var inherited = chain.stream().filter(Link::hasDefault).findFirst();
    return new TypeInfo(
        first.name(),
        first.kind(),
        first.base(),
        chain.stream().anyMatch(l -> l.type().constrained()),
        inherited.map(this::defaultVolatility).orElse(Volatility.IMMUTABLE));
  }

  private Volatility defaultVolatility(Link link) {
    var text = link.defaultText();
    return text == null ? Volatility.UNKNOWN : Expressions.volatility(text, this);
  }

  private static Volatility volatility(String provolatile) {
    return switch (provolatile) {
      case "i" -> Volatility.IMMUTABLE;
      case "s" -> Volatility.STABLE;
      case "v" -> Volatility.VOLATILE;
      default -> Volatility.UNKNOWN;
    };
  }
}
