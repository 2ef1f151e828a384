package io.safeddl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.jdbc.PgConnection;

/** {@code mode=off}: pgjdbc itself behind another prefix. */
final class PassThroughTest {
  private static TestDatabase database;

  @BeforeAll
  static void createDatabase() {
    database = TestPostgres.server().createDatabase();
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @Test
  void swappingThePrefixIsEnough() throws Exception {
    try (Connection connection =
        DriverManager.getConnection(
            database.safeDdlUrl() + "?safeddl.mode=off", database.user(), database.password())) {
      try (var statement = connection.createStatement()) {
        statement.execute("CREATE TABLE t (id int PRIMARY KEY, name text)");
        assertThat(statement.executeUpdate("INSERT INTO t VALUES (1, 'a'), (2, 'b')")).isEqualTo(2);
      }
      try (var prepared = connection.prepareStatement("SELECT name FROM t WHERE id = ?")) {
        prepared.setInt(1, 2);
        try (var rows = prepared.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1)).isEqualTo("b");
          assertThat(rows.getStatement()).isSameAs(prepared);
        }
      }
      assertThat(connection).isInstanceOf(PgConnection.class);
      assertThat(connection.getMetaData().getURL()).isEqualTo(database.jdbcUrl());
    }
  }
}
