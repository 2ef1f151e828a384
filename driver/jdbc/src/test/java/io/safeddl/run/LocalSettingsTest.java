package io.safeddl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.jdbc.SafeDdlDriver;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A step that runs outside the tool's transaction sees what {@code SET LOCAL} said in it, and so
 * does the transaction that begins behind it; the session does not. Liquibase begins each change
 * with one.
 */
class LocalSettingsTest {
  private static TestDatabase database;

  @BeforeAll
  static void fill() throws SQLException {
    // DriverManager may have looked for drivers before, with another test's class loader.
    SafeDdlDriver.register();
    database = TestPostgres.server().createDatabase();
    try (var connection = database.connect()) {
      execute(
          connection,
          """
          CREATE SCHEMA app;
          CREATE TABLE app.file (id int, name text);
          INSERT INTO app.file SELECT i, repeat('x', 100) FROM generate_series(1, 90000) i
          """);
    }
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @Test
  void theyHoldOutsideAndBehindAndNotForTheSession() throws SQLException {
    try (var connection =
        DriverManager.getConnection(database.safeDdlUrl(), database.user(), database.password())) {
      connection.setAutoCommit(false);
      execute(connection, "SET LOCAL search_path TO app");

      execute(connection, "CREATE INDEX file_name ON file (name)");

      assertThat(show(connection, "SHOW search_path")).isEqualTo("app");
      assertThat(
              show(
                  connection,
                  "SELECT indisvalid FROM pg_index WHERE indexrelid = 'file_name'::regclass"))
          .isEqualTo("t");
      connection.commit();
      assertThat(show(connection, "SHOW search_path")).isEqualTo("\"$user\", public");
      connection.rollback();
    }
  }

  /** Else the index would be built on the table of the schema before. */
  @Test
  void aSchemaSetByTheApiHoldsOutsideAndGoesWithARollback() throws SQLException {
    try (var connection =
        DriverManager.getConnection(database.safeDdlUrl(), database.user(), database.password())) {
      connection.setAutoCommit(false);
      connection.setSchema("app");

      execute(connection, "CREATE INDEX file_by_api ON file (name)");

      assertThat(connection.getSchema()).isEqualTo("app");
      connection.rollback();
      assertThat(show(connection, "SHOW search_path")).isEqualTo("\"$user\", public");
    }
  }

  /** SET LOCAL hides the session's value, which therefore could not be carried over. */
  @Test
  void bothKindsOfTheSameParameterAreNotMistakenForEachOther() throws SQLException {
    try (var connection =
        DriverManager.getConnection(database.safeDdlUrl(), database.user(), database.password())) {
      connection.setAutoCommit(false);
      execute(connection, "SET search_path TO pg_catalog");
      execute(connection, "SET LOCAL search_path TO app");
      assertThatThrownBy(() -> execute(connection, "CREATE INDEX file_both ON file (name)"))
          .hasMessageContaining("blocking-index-build");
      connection.rollback();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String show(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
