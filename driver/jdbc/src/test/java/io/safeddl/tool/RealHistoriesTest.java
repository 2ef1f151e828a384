package io.safeddl.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The migrations of real projects on an empty database, with the tool and with nothing but the URL
 * changed: nothing is refused, and the schema is the one that plain pgjdbc gives.
 */
class RealHistoriesTest {
  /** Runs a history on a database. */
  @FunctionalInterface
  private interface History {
    void run(TestDatabase database, String url) throws SQLException;
  }

  private static final String CAMUNDA = "org/camunda/bpm/engine/db/";

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void conductorThroughFlyway(int major) throws SQLException {
    try (var flyway =
        IsolatedTool.of(FlywayRunner.class, "flyway-13", IsolatedTool.directory("conductor"))) {
      givesTheSameSchema(
          major,
          (database, url) ->
              assertThat(
                      flyway.run(
                          Map.of(
                              "flyway.url",
                              url,
                              "flyway.user",
                              database.user(),
                              "flyway.password",
                              database.password(),
                              "flyway.locations",
                              "classpath:db/migration_postgres")))
                  .contains("MIGRATED 8"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void keycloakThroughLiquibase(int major) throws SQLException {
    try (var liquibase =
        IsolatedTool.of(KeycloakRunner.class, "liquibase-5", IsolatedTool.directory("keycloak"))) {
      givesTheSameSchema(
          major,
          (database, url) ->
              liquibase.run(
                  Map.of(
                      "url",
                      url,
                      "username",
                      database.user(),
                      "password",
                      database.password(),
                      "changelogFile",
                      "META-INF/jpa-changelog-master.xml")));
    }
  }

  /** Its own scripts, each sent as one string, as psql users and other tools do. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void camundaFromScratch(int major) throws SQLException {
    givesTheSameSchema(
        major,
        (database, url) -> {
          var scripts = Scripts.of("camunda-7.23", CAMUNDA + "create/");
          for (var part :
              List.of(
                  "engine",
                  "history",
                  "identity",
                  "case.engine",
                  "case.history",
                  "decision.engine",
                  "decision.history")) {
            scripts.run(database, url, "activiti.postgres.create." + part + ".sql");
          }
        });
  }

  /** From the tables of version 7.1 through all upgrades to 7.23. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void camundaFromVersionToVersion(int major) throws SQLException {
    givesTheSameSchema(
        major,
        (database, url) -> {
          var first = Scripts.of("camunda-7.1", CAMUNDA + "create/");
          for (var part : List.of("engine", "history", "identity")) {
            first.run(database, url, "activiti.postgres.create." + part + ".sql");
          }
          var upgrades = Scripts.of("camunda-7.23", CAMUNDA + "upgrade/");
          for (var minor = 1; minor < 23; minor++) {
            upgrades.run(
                database, url, "postgres_engine_7." + minor + "_to_7." + (minor + 1) + ".sql");
          }
        });
  }

  private static void givesTheSameSchema(int major, History history) throws SQLException {
    try (var plain = TestPostgres.server(major).createDatabase();
        var safe = TestPostgres.server(major).createDatabase()) {
      history.run(plain, plain.jdbcUrl());
      history.run(safe, safe.safeDdlUrl());
      try (var plainConnection = plain.connect();
          var safeConnection = safe.connect()) {
        var expected = SchemaProjection.of(plainConnection);
        assertThat(expected.lines()).hasSizeGreaterThan(100);
        assertThat(expected.differencesTo(SchemaProjection.of(safeConnection))).isEmpty();
      }
    }
  }
}
