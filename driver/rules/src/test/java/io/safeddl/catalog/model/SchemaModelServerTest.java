package io.safeddl.catalog.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fold of statements says is what a server shows that has run them. */
class SchemaModelServerTest {
  private static final int SCHEMAS = Integer.getInteger("safeddl.schemas", 12);
  private static final int STATEMENTS = 25;

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theFoldEqualsTheServer(int major) throws SQLException {
    try (var database = TestPostgres.server(major).createDatabase();
        var connection = database.connect()) {
      var accepted = 0;
      for (var seed = 0; seed < SCHEMAS; seed++) {
        accepted += oneSchema(connection, seed);
      }
      assertThat(accepted).as("statements that the server accepted").isGreaterThan(SCHEMAS * 8);
    }
  }

  private static int oneSchema(Connection connection, int seed) throws SQLException {
    var schema = "s" + seed;
    var random = new Random(seed);
    run(connection, "CREATE SCHEMA " + schema);
    run(connection, "SET search_path = " + schema);
    var version = LiveCatalog.open(connection).serverVersionNum();
    var model = after(SchemaModel.empty(version), "SET search_path = " + schema);
    var history = new ArrayList<String>();
    var live = LiveCatalog.open(connection);
    for (var i = 0; i < STATEMENTS; i++) {
      var sql = new RandomDdl(random, live, schema).next();
      if (!accepts(connection, sql)) {
        continue;
      }
      history.add(sql);
      model = after(model, sql);
      live = LiveCatalog.open(connection);
      assertThat(picture(model, schema))
          .as(() -> "seed " + seed + ":\n" + String.join(";\n", history))
          .isEqualTo(picture(live, schema));
    }
    return history.size();
  }

  private static SchemaModel after(SchemaModel model, String sql) {
    var statement = StatementReader.read(Script.parse(sql).statements().get(0));
    return model.after(statement);
  }

  /** Tables in words: what the fold promises to know. */
  private static String picture(Catalog catalog, String schema) {
    var tables = new TreeMap<String, String>();
    catalog.relationsIn(schema).stream()
        .filter(Relation::isTable)
        .forEach(t -> tables.put(t.name().toSql(), picture(t)));
    return String.join("\n", tables.values());
  }

  private static String picture(Relation t) {
    var lines = new ArrayList<String>();
    lines.add(
        t.name()
            + " "
            + t.kind()
            + " parent "
            + t.parent()
            + " partition "
            + t.isPartition()
            + " default "
            + t.defaultPartition()
            + " children "
            + sorted(t.children().stream().map(Object::toString).toList())
            + " referenced "
            + sorted(
                t.referencedBy().stream()
                    .filter(k -> !t.isPartition())
                    .map(Object::toString)
                    .toList()));
    t.columns()
        .forEach(
            c ->
                lines.add(
                    "  "
                        + c.name()
                        + " "
                        + c.type().name()
                        + c.type().modifiers()
                        + (c.type().isArray() ? "[]" : "")
                        + (c.notNull() ? " not null" : "")
                        + (c.identity() ? " identity" : "")
                        + (c.defaultExpression() == null ? "" : " default")));
    t.constraints().stream()
        .map(
            c ->
                "  constraint "
                    + c.name()
                    + " "
                    + c.kind()
                    + " "
                    + sortedIfCheck(c.kind().name(), c.columns())
                    + (c.validated() ? "" : " not valid")
                    + (c.index() == null ? "" : " index " + c.index())
                    + (c.references() == null
                        ? ""
                        : " -> " + c.references() + c.referencedColumns()))
        .sorted()
        .forEach(lines::add);
    t.indexes().stream()
        .map(
            i ->
                "  index "
                    + i.name()
                    + " "
                    + i.method()
                    + i.columns()
                    + i.includedColumns()
                    + sorted(i.expressionColumns())
                    + (i.unique() ? " unique" : "")
                    + (i.primary() ? " primary" : "")
                    + (i.partial() ? " partial" : "")
                    + " for "
                    + i.constraint())
        .sorted()
        .forEach(lines::add);
    return String.join("\n", lines);
  }

  private static String sortedIfCheck(String kind, List<String> columns) {
    return kind.equals("CHECK") ? sorted(columns) : columns.toString();
  }

  private static String sorted(List<String> texts) {
    return texts.stream().sorted().collect(Collectors.joining(", ", "[", "]"));
  }

  private static boolean accepts(Connection connection, String sql) {
    try {
      run(connection, sql);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
