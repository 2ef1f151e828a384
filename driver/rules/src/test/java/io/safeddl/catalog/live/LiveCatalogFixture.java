package io.safeddl.catalog.live;

import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** A database for the class, with an empty schema public and a new connection for each test. */
abstract class LiveCatalogFixture {
  private static @Nullable TestDatabase open;

  final int major;
  Connection connection;

  LiveCatalogFixture(int major) {
    this.major = major;
  }

  @BeforeParameterizedClassInvocation
  static void createDatabase(int major) {
    open = TestPostgres.server(major).createDatabase();
  }

  @AfterParameterizedClassInvocation
  static void dropDatabase() {
    database().close();
  }

  static TestDatabase database() {
    return Objects.requireNonNull(open);
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = database().connect();
    run(
        "DROP SCHEMA public CASCADE",
        "CREATE SCHEMA public",
        "GRANT USAGE ON SCHEMA public TO PUBLIC");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  Relation relation(String name) throws SQLException {
    return LiveCatalog.open(connection).relation(QualifiedName.of(name)).orElseThrow();
  }

  String first(String name) throws SQLException {
    return firstOf(QualifiedName.of(name));
  }

  String firstOf(QualifiedName name) throws SQLException {
    return LiveCatalog.open(connection).relation(name).orElseThrow().columns().get(0).name();
  }

  long number(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      var number = row.getLong(1);
      statement.execute("");
      return number;
    }
  }

  void run(String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
