package io.safeddl.effect.oracle;

import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.observe.Comparison;
import io.safeddl.observe.Difference;
import io.safeddl.observe.HeldLocks;
import io.safeddl.observe.Observer;
import io.safeddl.observe.ServerRelations;
import io.safeddl.testing.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs cases on one server and compares each with its prediction. */
final class Oracle implements AutoCloseable {
  private static final String IN_TRANSACTION = "25001";

  /** How often one looks at what runs by itself; see {@link #online}. */
  private static final int LOOKS = 3;

  /**
   * After so many cases there is a new database: what they leave, dropped or rolled back, makes the
   * catalog large, and every prediction reads it.
   */
  private static final int CASES_OF_A_DATABASE = 400;

  private final int major;
  private final Prediction.Predictor predictor;
  private final Map<String, String> shared = new HashMap<>();
  private final Map<String, ServerRelations> relations = new HashMap<>();
  private final Map<String, LiveCatalog> catalogs = new HashMap<>();
  private Workplace place;
  private int judged;

  Oracle(int major, Prediction.Predictor predictor) throws SQLException {
    this.major = major;
    this.predictor = predictor;
    this.place = newPlace();
  }

  private Workplace newPlace() throws SQLException {
    return new Workplace(TestPostgres.server(major).createDatabase());
  }

  /** All cases that are for this server's version. */
  List<Pair> run(List<OracleCase> cases) throws SQLException {
    List<Pair> pairs = new ArrayList<>();
    for (OracleCase each : cases) {
      if (each.isFor(major)) {
        if (++judged % CASES_OF_A_DATABASE == 0) {
          move();
        }
        pairs.add(run(each));
      }
    }
    return pairs;
  }

  private void move() throws SQLException {
    shared.clear();
    relations.clear();
    catalogs.clear();
    place.close();
    place = newPlace();
  }

  private Pair run(OracleCase each) throws SQLException {
    try {
      place.timeZone(each.timeZone());
      var schema = schema(each);
      var prediction = predictor.predict(each.statement(), catalog(each, schema));
      if (prediction.effects().traits().contains(Trait.FORBIDDEN_IN_TRANSACTION)) {
        return online(each);
      }
      return inTransaction(each, prediction, schema);
    } catch (SQLException e) {
      throw new SQLException(major + " | " + each + " | " + e.getMessage(), e.getSQLState(), e);
    }
  }

  /** Cases without statements of their own share their tables: each is rolled back. */
  private String schema(OracleCase each) throws SQLException {
    if (!each.before().isEmpty()) {
      return place.schema(each.setup(), each.before());
    }
    var schema = shared.get(each.setup());
    if (schema == null) {
      schema = place.schema(each.setup(), List.of());
      shared.put(each.setup(), schema);
    }
    place.enter(schema);
    return schema;
  }

  /** What is rolled back needs to be looked at once only. */
  private ServerRelations relations(OracleCase each, String schema) throws SQLException {
    if (!each.before().isEmpty()) {
      return ServerRelations.read(place.side(), schema);
    }
    var known = relations.get(schema);
    if (known == null) {
      known = ServerRelations.read(place.side(), schema);
      relations.put(schema, known);
    }
    return known;
  }

  /** The same of what is predicted from. */
  private LiveCatalog catalog(OracleCase each, String schema) throws SQLException {
    if (!each.before().isEmpty()) {
      return place.catalog();
    }
    var key = schema + " in " + each.timeZone();
    var known = catalogs.get(key);
    if (known == null) {
      known = place.catalog();
      catalogs.put(key, known);
    }
    return known;
  }

  private Pair inTransaction(OracleCase each, Prediction prediction, String schema)
      throws SQLException {
    place.worker().setAutoCommit(false);
    try {
      var seen =
          Observer.observe(
              place.worker(),
              relations(each, schema),
              HeldLocks.NONE,
              List.of(schema),
              () -> run(each.statement()));
      return new Pair(
          each,
          major,
          true,
          "",
          Comparison.compare(prediction.statement(), prediction.effects(), seen, List.of(schema)));
    } catch (SQLException e) {
      if (IN_TRANSACTION.equals(e.getSQLState())) {
        var what = "cannot run in a transaction";
        return new Pair(
            each, major, true, "", List.of(transaction(Difference.Kind.FALSE_SAFE, what)));
      }
      return new Pair(each, major, false, String.valueOf(e.getMessage()), List.of());
    } finally {
      place.worker().rollback();
    }
  }

  private static Difference transaction(Difference.Kind kind, String what) {
    return new Difference(kind, Difference.Aspect.TRANSACTION, null, what);
  }

  private List<String> run(String sql) throws SQLException {
    try (var statement = place.worker().createStatement()) {
      statement.execute(sql);
      return Observer.messages(statement);
    }
  }

  /**
   * A lock of a moment is seen only if somebody looks in that moment, which a busy machine may
   * miss: what was not seen is looked for again. What was seen once has happened.
   */
  private Pair online(OracleCase each) throws SQLException {
    var pair = look(each);
    for (int looks = 1; looks < LOOKS && sawTooLittle(pair); looks++) {
      pair = look(each);
    }
    return pair;
  }

  private static boolean sawTooLittle(Pair pair) {
    return pair.differences(Difference.Kind.FALSE_SAFE).isEmpty()
        && !pair.differences(Difference.Kind.FALSE_UNSAFE).isEmpty();
  }

  /** What changes its schema for good gets two of its own. */
  private Pair look(OracleCase each) throws SQLException {
    List<Difference> differences = new ArrayList<>();
    if (!isForbiddenInTransaction(each.statement())) {
      differences.add(transaction(Difference.Kind.FALSE_UNSAFE, "can run in a transaction"));
    }
    var first = place.schema(each.setup(), each.before());
    var prediction = predictor.predict(each.statement(), place.catalog());
    try {
      var requested =
          new OnlineObserver(place, first).observe(each.statement(), "SHARE UPDATE EXCLUSIVE");
      var second = place.schema(each.setup(), each.before());
      var held = new OnlineObserver(place, second).observe(each.statement(), "ACCESS SHARE");
      var seen = OnlineObserver.merge(requested, held, first, second);
      differences.addAll(
          Comparison.compare(prediction.statement(), prediction.effects(), seen, List.of(first)));
      return new Pair(each, major, true, "", differences);
    } catch (SQLException e) {
      return new Pair(each, major, false, String.valueOf(e.getMessage()), List.of());
    }
  }

  private boolean isForbiddenInTransaction(String sql) throws SQLException {
    place.worker().setAutoCommit(false);
    try {
      Workplace.execute(place.worker(), sql);
      return false;
    } catch (SQLException e) {
      return IN_TRANSACTION.equals(e.getSQLState());
    } finally {
      place.worker().rollback();
      place.worker().setAutoCommit(true);
    }
  }

  @Override
  public void close() throws SQLException {
    place.close();
  }
}
