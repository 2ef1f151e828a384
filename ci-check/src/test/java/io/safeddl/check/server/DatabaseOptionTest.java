package io.safeddl.check.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.check.Cli;
import io.safeddl.check.ExitCode;
import io.safeddl.testing.TestPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code --database}: what the tables really are decides, and nothing is changed there. */
class DatabaseOptionTest {
  @Test
  void sizesAndTypesAreThoseOfTheDatabase() throws SQLException {
    try (var database = TestPostgres.server(16).createDatabase();
        var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE small (id bigint, a varchar(10));"
              + "CREATE TABLE large (id bigint, a varchar(10));"
              + "INSERT INTO large SELECT g, 'a' FROM generate_series(1, 300000) g; ANALYZE");
      var environment = Map.of("PGUSER", database.user(), "PGPASSWORD", database.password());
      var sql =
          "CREATE INDEX ON small (id); CREATE INDEX ON large (id);"
              + "ALTER TABLE large ALTER COLUMN a TYPE varchar(20);"
              + "UPDATE large SET a = 'b' WHERE id > 5;"
              + "/* safeddl:allow many-rows-written: no */ SELECT 1;"
              + "CREATE TABLE new (id bigint); CREATE INDEX ON new (id)";
      var result =
          Cli.run(environment, sql, "--database", database.jdbcUrl(), "--format", "json", "-");
      assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.FINDINGS);
      assertThat(result.out())
          .contains("\"rule\": \"blocking-index-build\"")
          .contains("\"relation\": \"public.large\"")
          .contains("MB, about 300,000 rows")
          .contains("many-rows-written finds nothing in the statement")
          .doesNotContain("public.small")
          .doesNotContain("size unknown")
          .doesNotContain("table-rewrite");
      try (var locks =
          statement.executeQuery(
              "SELECT count(*) FROM pg_class WHERE relname IN ('new', 'large_id_idx')")) {
        locks.next();
        assertThat(locks.getInt(1)).isZero();
      }
    }
  }

  @Test
  void aDatabaseThatCannotBeReadIsAnError() {
    var nowhere =
        Cli.run(Map.of(), "SELECT 1", "--database", "jdbc:postgresql://localhost:1/x", "-");
    assertThat(nowhere.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(nowhere.err()).startsWith("safeddl-check: --database: Connection to localhost:1");
    var other = Cli.run(Map.of(), "SELECT 1", "--database", "jdbc:mysql://localhost/x", "-");
    assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(other.err()).contains("the URL is no jdbc:postgresql:");
  }
}
