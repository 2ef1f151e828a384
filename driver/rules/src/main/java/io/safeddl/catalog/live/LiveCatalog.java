package io.safeddl.catalog.live;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.CatalogReadException;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.SearchPathText;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.catalog.model.ObjectNames;
import io.safeddl.sql.MentionedNames;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Script;
import io.safeddl.sql.expression.Expressions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
 * <p>{@link #estimatedRows} has the statement planned, which takes the locks on tables that the
 * statement itself would take.
 *
 * <p>Not for several threads, like the connection itself. Every question may throw {@link
 * CatalogReadException}.
 */
public final class LiveCatalog implements Catalog {
  /** As many names of a text are looked up together; others when they are asked for. */
  private static final int TOGETHER = 500;

  private final CatalogSession session;
  private final NameResolution names;
  private final Map<Long, Optional<Relation>> relations = new HashMap<>();
  private final Map<QualifiedName, Optional<TypeInfo>> types = new HashMap<>();
  private final Map<QualifiedName, Volatility> functions = new HashMap<>();

  private final Map<String, Volatility> operators = new HashMap<>();
  private final Map<String, Boolean> schemas = new HashMap<>();
  private @Nullable Volatility casts;

  private LiveCatalog(CatalogSession session, NameResolution names) {
    this.session = session;
    this.names = names;
  }

  /**
   * Reads the session's settings; relations are read when they are asked for.
   *
   * @throws SQLException as the server reports it; 25P02 in a transaction that has failed, where
   *     the user's statement should be sent as it is
   */
  public static LiveCatalog open(Connection connection) throws SQLException {
    return open(connection, Set.of());
  }

  /**
   * The same for the judgement of a script: what its names mean is read at once, and the relations
   * that they mean together, when the first of them is asked for. So a script takes two round
   * trips, or one where it names nothing that is there.
   */
  public static LiveCatalog open(Connection connection, Script script) throws SQLException {
    return open(connection, MentionedNames.in(script, TOGETHER));
  }

  private static LiveCatalog open(Connection connection, Set<QualifiedName> mentioned)
      throws SQLException {
    var session = new CatalogSession(connection);
    var names = new NameResolution();
    names.read(session, mentioned.stream().map(LiveCatalog::stored).toList());
    return new LiveCatalog(session, names);
  }

  @Override
  public int serverVersionNum() {
    return names.settings().version();
  }

  @Override
  public boolean isComplete() {
    return true;
  }

  @Override
  public String timeZone() {
    return names.settings().zone();
  }

  /** The session's standard_conforming_strings, which decides how string literals are read. */
  public boolean standardConformingStrings() {
    return names.settings().standardStrings();
  }

  @Override
  public List<String> searchPath() {
    return names.settings().path();
  }

  @Override
  public boolean builtInsFirst() {
    return names.settings().builtInsFirst();
  }

  @Override
  public List<String> searchPathSetting() {
    return SearchPathText.names(names.settings().pathSetting());
  }

  @Override
  public String user() {
    return names.settings().user();
  }

  @Override
  public boolean hasSchema(String name) {
    var known = schemas.get(name);
    if (known == null) {
      known = !session.read("schema " + name, CatalogQueries.schema(name), r -> true).isEmpty();
      schemas.put(name, known);
    }
    return known;
  }

  /** A name as the server stores it: it cuts what is longer than 63 bytes (manual 4.1.1). */
  private static QualifiedName stored(QualifiedName name) {
    var schema = name.schema();
    return QualifiedName.of(
        schema == null ? null : ObjectNames.truncate(schema), ObjectNames.truncate(name.name()));
  }

  @Override
  public Optional<Relation> relation(QualifiedName written) {
    var name = stored(written);
    if (!names.knowsRelation(name)) {
      lookUp(name, () -> names.read(session, Set.of(name)));
    }
    var oid = names.relation(name);
    if (oid == null) {
      return Optional.empty();
    }
    var known = relations.get(oid);
    if (known == null) {
      readRelations(name.toSql(), oid);
      known = relations.getOrDefault(oid, Optional.empty());
    }
    return known;
  }

  /** All at once that the names mean, and that have not been read yet. */
  private void readRelations(String what, long oid) {
    var unread = names.relations();
    unread.add(oid);
    unread.removeAll(relations.keySet());
    unread.forEach(each -> relations.put(each, Optional.empty()));
    for (var relation : relations(what, CatalogQueries.relationOids(unread))) {
      relations.put(relation.oid(), Optional.of(relation));
    }
  }

  /** Looks something up, and wraps what the server says. */
  private interface Lookup {
    void run() throws SQLException;
  }

  private static void lookUp(QualifiedName name, Lookup lookup) {
    try {
      lookup.run();
    } catch (SQLException e) {
      throw new CatalogReadException(
          "cannot read " + name.toSql() + " from the catalog: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<TypeInfo> type(QualifiedName written) {
    var name = stored(written);
    var known = types.get(name);
    if (known == null) {
      if (!names.knowsType(name)) {
        lookUp(name, () -> names.readTypes(session, name));
      }
      var type = names.type(name);
      if (type == null) {
        known = Optional.empty();
      } else {
        known = type.more() ? domain(name) : Optional.of(type.info());
      }
      types.put(name, known);
    }
    return known;
  }

  private Optional<TypeInfo> domain(QualifiedName name) {
    var chain = session.read(name.toSql(), CatalogQueries.type(name), LiveCatalog::link);
    return chain.isEmpty() ? Optional.empty() : Optional.of(type(chain));
  }

  @Override
  public Volatility volatility(QualifiedName function) {
    var known = functions.get(function);
    if (known == null) {
      known = worst(function.toSql(), CatalogQueries.volatilities(function), Volatility.UNKNOWN);
      functions.put(function, known);
    }
    return known;
  }

  @Override
  public List<Procedure> procedures(QualifiedName name) {
    return session.read(
        "procedure " + name.toSql(),
        CatalogQueries.procedures(stored(name)),
        row -> new Procedure(row.getString(1), row.getString(2), List.of()));
  }

  @Override
  public Volatility operator(String symbol) {
    var known = operators.get(symbol);
    if (known == null) {
      known = worst("operator " + symbol, CatalogQueries.operators(symbol), Volatility.UNKNOWN);
      operators.put(symbol, known);
    }
    return known;
  }

  @Override
  public Volatility casts() {
    var known = casts;
    if (known == null) {
      known = worst("the casts", CatalogQueries.casts(), Volatility.IMMUTABLE);
      casts = known;
    }
    return known;
  }

  private Volatility worst(String what, String query, Volatility none) {
    return session.read(what, query, r -> r.getString(1)).stream()
        .map(LiveCatalog::volatility)
        .reduce(Volatility::or)
        .orElse(none);
  }

  @Override
  public OptionalLong estimatedRows(String statement) {
    return new RowEstimate(session, majorVersion(), standardConformingStrings()).of(statement);
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
    var kind = NameResolution.kind(row.getString("kind"));
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
