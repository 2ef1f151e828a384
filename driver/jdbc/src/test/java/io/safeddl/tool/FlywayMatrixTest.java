package io.safeddl.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same life of a database under each version of Flyway, through plain pgjdbc and, with nothing
 * but the URL changed, through the driver, which takes every table for a large one: Flyway answers
 * the same, its history is the same, and so are the schema and the rows.
 */
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class FlywayMatrixTest {
  @TempDir private Path directory;

  static Stream<String> versions() {
    return Matrix.versions("flyway-9", "flyway-10", "flyway-11", "flyway-12", "flyway-13");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatFlywayDoesThroughTheDriverIsWhatItDoesWithoutIt(String version)
      throws IOException, SQLException {
    try (var flyway = IsolatedTool.of(FlywayRunner.class, version);
        var plain = TestPostgres.server().createDatabase();
        var safe = TestPostgres.server().createDatabase()) {
      Matrix.execute(plain, Matrix.TABLES);
      Matrix.execute(safe, Matrix.TABLES);
      var expected =
          new FlywayScenario(flyway, plain, plain.jdbcUrl(), Files.createDirectory(path("plain")));
      var actual =
          new FlywayScenario(
              flyway, safe, safe.safeDdlUrl() + Matrix.LARGE, Files.createDirectory(path("safe")));
      expected.migrateEverything();
      actual.migrateEverything();

      assertThat(actual.answers()).isEqualTo(expected.answers());
      assertThat(expected.answers())
          .contains(
              "BASELINE true", "MIGRATED 4", "MIGRATED 0", "REPAIRED removed 0 aligned 1 deleted 0")
          .endsWith("VALID true");
      assertSame(plain, safe);

      var before = schema(safe);
      actual.clean();
      assertThat(actual.answers()).last().asString().contains("[drop-cascade]", "[drop-table]");
      assertThat(schema(safe)).isEqualTo(before);

      // Small as they are, the tables may go.
      var small = new FlywayScenario(flyway, safe, safe.safeDdlUrl(), path("safe"));
      var empty = new FlywayScenario(flyway, plain, plain.jdbcUrl(), path("plain"));
      small.clean();
      empty.clean();
      Matrix.assertSame(plain, safe);
      empty.buildFromNothing();
      small.buildFromNothing();
      assertThat(small.answers()).isEqualTo(empty.answers());
      assertThat(empty.answers()).containsExactly("CLEANED [public]", "MIGRATED 10", "MIGRATED 0");
      assertSame(plain, safe);
    }
  }

  private static void assertSame(TestDatabase plain, TestDatabase safe) throws SQLException {
    Matrix.assertSame(
        plain,
        safe,
        FlywayScenario.HISTORY,
        "SELECT event FROM callback_log ORDER BY ctid",
        "SELECT id || ' ' || name FROM kind ORDER BY id");
    Matrix.assertNothingLeft(safe);
  }

  private static SchemaProjection schema(TestDatabase database) throws SQLException {
    try (var connection = database.connect()) {
      return SchemaProjection.of(connection);
    }
  }

  private Path path(String name) {
    return directory.resolve(name);
  }
}
