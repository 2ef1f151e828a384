package io.safeddl.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same life of a database under each version of Liquibase, through plain pgjdbc and, with
 * nothing but the URL changed, through the driver, which takes every table for a large one:
 * Liquibase gives the same, its history is the same, and so are the schema and the rows.
 */
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class LiquibaseMatrixTest {
  @TempDir private Path changelogs;

  static Stream<String> versions() {
    return Matrix.versions("liquibase-4.20", "liquibase-4.33", "liquibase-5");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatLiquibaseDoesThroughTheDriverIsWhatItDoesWithoutIt(String version)
      throws IOException, SQLException {
    try (var liquibase = IsolatedTool.of(LiquibaseRunner.class, version, changelogs);
        var plain = TestPostgres.server().createDatabase();
        var safe = TestPostgres.server().createDatabase()) {
      Matrix.execute(plain, Matrix.TABLES);
      Matrix.execute(safe, Matrix.TABLES);
      var expected = new LiquibaseScenario(liquibase, plain, plain.jdbcUrl(), changelogs);
      var actual =
          new LiquibaseScenario(liquibase, safe, safe.safeDdlUrl() + Matrix.LARGE, changelogs);

      expected.updateEverything();
      actual.updateEverything();
      assertSame(expected, plain, actual, safe);

      expected.rollbackAndUpdate();
      actual.rollbackAndUpdate();
      assertSame(expected, plain, actual, safe);

      expected.look();
      actual.look();
      assertThat(actual.answers()).isEqualTo(expected.answers());
      assertThat(actual.answers())
          .noneMatch(answer -> answer.contains("FAILED"))
          .anyMatch(
              answer -> answer.startsWith("diff:") && answer.contains("Changed Index(s): NONE"))
          .anyMatch(
              answer ->
                  answer.startsWith("generateChangelog:") && answer.contains("file_kind_index"));

      // Small as they are, the tables may go.
      var small = new LiquibaseScenario(liquibase, safe, safe.safeDdlUrl(), changelogs);
      expected.dropAndBuild();
      small.dropAndBuild();
      assertThat(small.answers()).noneMatch(answer -> answer.contains("FAILED"));
      Matrix.assertSame(plain, safe, LiquibaseScenario.HISTORY, LiquibaseScenario.LOCK);
      assertThat(Matrix.query(safe, LiquibaseScenario.HISTORY)).hasSize(15);
    }
  }

  private static void assertSame(
      LiquibaseScenario expected, TestDatabase plain, LiquibaseScenario actual, TestDatabase safe)
      throws SQLException {
    assertThat(actual.answers()).isEqualTo(expected.answers());
    Matrix.assertSame(
        plain,
        safe,
        LiquibaseScenario.HISTORY,
        LiquibaseScenario.LOCK,
        "SELECT id || ' ' || name FROM kind ORDER BY id");
    Matrix.assertNothingLeft(safe);
  }
}
