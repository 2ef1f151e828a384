package io.safeddl.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TestPostgresTest {
  @ParameterizedTest
  @FieldSource("io.safeddl.testing.TestPostgres#MAJORS")
  void aServerOfEachMajorRuns(int major) throws SQLException {
    var server = TestPostgres.server(major);
    assertThat(server.major()).isEqualTo(major);
    try (var database = server.createDatabase();
        var connection = database.connect()) {
      assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(major);
      assertThat(setting(connection, "wal_level")).isEqualTo("logical");
      assertThat(setting(connection, "max_prepared_transactions")).isEqualTo("64");
      assertThat(setting(connection, "lc_messages")).isEqualTo("C");
      assertThat(setting(connection, "server_encoding")).isEqualTo("UTF8");
      assertThat(setting(connection, "is_superuser")).isEqualTo("on");
    }
  }

  @Test
  void theServerIsShared() {
    assertThat(TestPostgres.server(18)).isSameAs(TestPostgres.server());
  }

  @Test
  void aDatabaseIsGoneWhenClosed() throws SQLException {
    var server = TestPostgres.server();
    var database = server.createDatabase();
    try (var open = database.connect()) {
      database.close();
      assertThat(open.isValid(1)).isFalse();
    }
    assertThatThrownBy(() -> server.connect(database.name(), new Properties()))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("3D000"));
  }

  @Test
  void theSafeUrlDiffersByThePrefixAlone() {
    try (var database = TestPostgres.server().createDatabase()) {
      assertThat(database.safeDdlUrl())
          .startsWith("jdbc:safeddl:postgresql://")
          .endsWith("/" + database.name());
    }
  }

  @Test
  void anUnsupportedMajorIsRefused() {
    assertThatThrownBy(() -> TestPostgres.server(9)).hasMessageContaining("9 is not one of");
  }

  private static String setting(java.sql.Connection connection, String name) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("SHOW " + name)) {
      result.next();
      return result.getString(1);
    }
  }
}
