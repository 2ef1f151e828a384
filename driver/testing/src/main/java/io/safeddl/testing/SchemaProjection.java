package io.safeddl.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a database's schema is, as text: the projection of the catalogs by which SafeDDL says that
 * two schemas are the same.
 *
 * <p>One line for each property of each object, {@code object: property value}, sorted; so a
 * difference is a line. It holds schemas, extensions, tables, views, sequences, composite types,
 * columns, constraints, indexes, triggers, rules, policies, routines, types, extended statistics,
 * operators, casts, collations, publications, event triggers and default privileges, each with its
 * definition, owner, privileges and comment where it has them.
 *
 * <p>It does not hold what no statement can ask for: OIDs, file nodes, {@code indcheckxmin}, gaps
 * in {@code attnum}, missing values of added columns, statistics, rows, positions of sequences. Nor
 * the schemas of the system, temporary objects, members of extensions and the schema {@code
 * safeddl} in which the project keeps its journal. Not looked at yet: operator classes and
 * families, text search objects, foreign data wrappers and servers, languages, conversions,
 * subscriptions and security labels. All names are schema-qualified, whatever the connection's
 * {@code search_path}. {@code docs/schema-projection.md} says it for users.
 *
 * @param lines sorted
 */
public record SchemaProjection(List<String> lines) {
  private static final List<String> QUERIES =
      List.of(
          "schemas",
          "extensions",
          "relations",
          "columns",
          "constraints",
          "indexes",
          "triggers",
          "rules",
          "policies",
          "routines",
          "types",
          "sequences",
          "statistics",
          "operators",
          "casts",
          "collations",
          "publications",
          "event_triggers",
          "default_privileges");

  public SchemaProjection {
    lines = List.copyOf(lines);
  }

  /**
   * Reads the schema of the database that the connection is connected to. What the connection's
   * open transaction has changed is seen; its settings and its transaction state stay.
   */
  public static SchemaProjection of(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      return inTransaction(connection);
    }
    connection.setAutoCommit(false);
    try {
      return inTransaction(connection);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static SchemaProjection inTransaction(Connection connection) throws SQLException {
    // Rolling back to it gives search_path its value back.
    var savepoint = connection.setSavepoint();
    try (var statement = connection.createStatement()) {
      // With nothing in the path, the server qualifies every name that it prints.
      statement.execute("SET LOCAL search_path TO ''");
      var lines = new ArrayList<String>();
      for (var query : QUERIES) {
        read(statement, query, lines);
      }
      lines.sort(null);
      return new SchemaProjection(lines);
    } finally {
      connection.rollback(savepoint);
      connection.releaseSavepoint(savepoint);
    }
  }

  private static void read(Statement statement, String query, List<String> lines)
      throws SQLException {
    try (var rows = statement.executeQuery(text("prelude") + text(query))) {
      var columns = rows.getMetaData();
      while (rows.next()) {
        var object = rows.getString(1);
        lines.add(object);
        for (var i = 2; i <= columns.getColumnCount(); i++) {
          var value = rows.getString(i);
          if (value != null) {
            lines.add(object + ": " + columns.getColumnLabel(i) + " " + oneLine(value));
          }
        }
      }
    }
  }

  private static String oneLine(String value) {
    return value.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n");
  }

  private static String text(String query) {
    var name = "projection/" + query + ".sql";
    try (var resource = SchemaProjection.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The lines that differ, each with {@code -} where only this one has it and {@code +} where only
   * the other has it; empty where the two are equal.
   */
  public String differencesTo(SchemaProjection other) {
    var all = new LinkedHashSet<String>();
    var mine = new LinkedHashSet<>(lines);
    var others = new LinkedHashSet<>(other.lines);
    lines.stream().filter(l -> !others.contains(l)).forEach(l -> all.add("- " + l));
    other.lines.stream().filter(l -> !mine.contains(l)).forEach(l -> all.add("+ " + l));
    return all.stream()
        .sorted((a, b) -> a.substring(2).compareTo(b.substring(2)))
        .reduce("", (text, line) -> text + line + "\n");
  }

  /** The whole text, a line each. */
  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
