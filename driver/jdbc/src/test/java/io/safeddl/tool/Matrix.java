package io.safeddl.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the tests of all tools and versions share. */
final class Matrix {
  /** The tables that are there before the tool comes. */
  static final String TABLES =
      """
      CREATE TABLE file (id int PRIMARY KEY, name text NOT NULL, size int);
      INSERT INTO file SELECT i, 'name ' || i, i FROM generate_series(1, 100) i;
      """;

  /** Takes every table for a large one, so that the online forms are what runs. */
  static final String LARGE = "?safeddl.assumeLarge=*";

  private Matrix() {}

  /**
   * The versions to run: all of them with the profile {@code tools}, else the oldest and the
   * newest.
   *
   * @param versions directories of {@code target/tools}, oldest first
   */
  static Stream<String> versions(String... versions) {
    return Boolean.getBoolean("tools.all")
        ? Stream.of(versions)
        : Stream.of(versions[0], versions[versions.length - 1]).distinct();
  }

  static void execute(TestDatabase database, String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of a query's rows. */
  static List<String> query(TestDatabase database, String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  /** Both have the same schema, and each query gives the same rows in both. */
  static void assertSame(TestDatabase plain, TestDatabase safe, String... queries)
      throws SQLException {
    try (var plainConnection = plain.connect();
        var safeConnection = safe.connect()) {
      var expected = SchemaProjection.of(plainConnection);
      assertThat(expected.differencesTo(SchemaProjection.of(safeConnection))).isEmpty();
    }
    for (var query : queries) {
      assertThat(query(safe, query)).as(query).isEqualTo(query(plain, query));
    }
  }

  /** No index is invalid, no constraint not valid, no row left in the journal. */
  static void assertNothingLeft(TestDatabase database) throws SQLException {
    assertThat(
            query(
                database,
                "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
                    + " UNION ALL SELECT conname FROM pg_constraint WHERE NOT convalidated"))
        .isEmpty();
    if (!query(database, "SELECT 1 WHERE to_regclass('safeddl.journal') IS NOT NULL").isEmpty()) {
      assertThat(query(database, "SELECT run::text FROM safeddl.journal")).isEmpty();
    }
  }

  /** What went wrong, without what differs from database to database. */
  static String failure(String command, RuntimeException e, TestDatabase database, Path directory) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "FAILED "
        + command
        + ": "
        + Objects.requireNonNullElse(root.getMessage(), root.toString())
            .replace(directory.toString(), "DIRECTORY")
            .replace(database.name(), "DATABASE");
  }
}
