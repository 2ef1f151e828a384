package io.safeddl.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.safeddl.jdbc.SafeDdlDriver;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool of HikariCP with a URL, a user and a password, and nothing else. */
@Timeout(300)
class HikariTest {
  private static final String SESSION =
      "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE name ~"
          + " '_timeout$' OR name IN ('search_path', 'client_connection_check_interval')";

  /**
   * The DriverManager loads the drivers that it finds when it is first used: in a JVM where that
   * was a test with a class loader of its own, not ours.
   */
  @BeforeAll
  static void loadDriver() throws ClassNotFoundException {
    Class.forName(SafeDdlDriver.class.getName());
  }

  @Test
  void anIndexIsBuiltConcurrentlyAndTheSessionIsWhatItWas() throws SQLException {
    try (var table = LargeTable.on(18);
        var pool = pool(table, null)) {
      var backend = read(pool, "SELECT pg_backend_pid()");
      var session = read(pool, SESSION);
      try (var connection = pool.getConnection();
          var statement = connection.createStatement()) {
        statement.execute("CREATE INDEX file_name ON file (name)");
      }
      assertThat(table.ddlWith("file_name"))
          .singleElement()
          .asString()
          .containsIgnoringCase("CONCURRENTLY");
      assertThat(read(pool, "SELECT pg_backend_pid()")).isEqualTo(backend);
      assertThat(read(pool, SESSION)).isEqualTo(session);
    }
  }

  /** By itself HikariCP takes the SQLSTATE of a refusal, 0A000, for a broken connection. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRefusalClosesTheConnectionUnlessHikariIsTold(boolean told) throws SQLException {
    try (var table = LargeTable.on(18);
        var pool = pool(table, told ? HikariExceptionOverride.class.getName() : null);
        var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("ALTER TABLE file ALTER COLUMN id TYPE bigint"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("[table-rewrite]");
      assertThat(connection.isClosed()).isEqualTo(!told);
    }
  }

  private static HikariDataSource pool(LargeTable table, @Nullable String override) {
    var config = new HikariConfig();
    config.setJdbcUrl(table.database().safeDdlUrl());
    config.setUsername(table.database().user());
    config.setPassword(table.database().password());
    config.setMaximumPoolSize(1);
    if (override != null) {
      config.setExceptionOverrideClassName(override);
    }
    return new HikariDataSource(config);
  }

  private static String read(HikariDataSource pool, String query) throws SQLException {
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
