package io.safeddl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that cannot be sent as they are: a clear error, and nothing is sent. */
final class BadTextTest {
  private static TestDatabase database;

  @BeforeAll
  static void createDatabase() {
    database = TestPostgres.server().createDatabase();
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SELECT 1 \0 DROP TABLE t", "SELECT '\uD800'", "SELECT '\uDC00'", "SELECT \uD800"})
  void isNotSent(String sql) throws SQLException {
    try (var gated = GatedConnection.open(database);
        var statement = gated.statement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("Nothing was sent")
          .hasFieldOrPropertyWithValue("SQLState", "22021");
      statement.addBatch(sql);
      assertThatThrownBy(() -> statement.executeBatch())
          .hasFieldOrPropertyWithValue("SQLState", "22021");
      try (var prepared = gated.connection().prepareStatement(sql)) {
        assertThatThrownBy(prepared::execute).hasFieldOrPropertyWithValue("SQLState", "22021");
      }
      assertThat(gated.gate().events).isEmpty();
      assertThat(statement.execute("SELECT 'the connection is as good as before: \uD83D\uDE00'"))
          .isTrue();
    }
  }

  @Test
  void noTextIsPgjdbcsToComplainAbout() throws SQLException {
    try (var gated = GatedConnection.open(database);
        var statement = gated.statement()) {
      Exception ours = caught(() -> statement.execute(null));
      try (var plain = database.connect();
          var other = plain.createStatement()) {
        assertThat(ours).hasSameClassAs(caught(() -> other.execute(null)));
      }
    }
  }

  private interface Act {
    void run() throws Exception;
  }

  private static Exception caught(Act act) {
    try {
      act.run();
    } catch (Exception e) {
      return e;
    }
    throw new AssertionError("nothing was thrown");
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void tenMegabytesAreSent() throws SQLException {
    try (var gated = GatedConnection.open(database);
        var statement = gated.statement();
        var rows = statement.executeQuery("SELECT length('" + "x".repeat(10_000_000) + "')")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(10_000_000);
    }
  }

  @Test
  void unbalancedQuotesAreTheServersToComplainAbout() throws SQLException {
    try (var gated = GatedConnection.open(database);
        var statement = gated.statement()) {
      assertThatThrownBy(() -> statement.execute("SELECT 'open")).isInstanceOf(SQLException.class);
      assertThat(statement.execute("SELECT 1")).isTrue();
    }
  }
}
