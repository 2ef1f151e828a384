package io.safeddl.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications that migrate while they start, by Spring Boot's own configuration. */
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class SpringBootMigrationTest {
  private static final Map<String, String> FIRST =
      Map.of(
          "spring.flyway.baseline-on-migrate", "true",
          "spring.flyway.baseline-version", "0",
          "spring.liquibase.change-log", "classpath:changelog.sql");

  @TempDir private Path resources;

  /**
   * Spring Boot, tool, and whose URL is ours: the tool's own, or that of the pooled data source.
   */
  static Stream<Arguments> combinations() {
    return some(
        List.of(
            arguments("spring-boot-3", "flyway-11", "spring.flyway"),
            arguments("spring-boot-4", "liquibase-5", "spring.liquibase")),
        List.of(
            arguments("spring-boot-3", "flyway-11", "spring.datasource"),
            arguments("spring-boot-3", "liquibase-4.33", "spring.datasource"),
            arguments("spring-boot-3", "liquibase-4.33", "spring.liquibase"),
            arguments("spring-boot-4", "flyway-12", "spring.flyway"),
            arguments("spring-boot-4", "flyway-12", "spring.datasource")));
  }

  /** The first is where a pool that closes the connection would leave Liquibase's lock behind. */
  static Stream<Arguments> refusing() {
    return some(
        List.of(arguments("spring-boot-4", "liquibase-5", "spring.datasource")),
        List.of(
            arguments("spring-boot-3", "flyway-11", "spring.flyway"),
            arguments("spring-boot-3", "flyway-11", "spring.datasource"),
            arguments("spring-boot-3", "liquibase-4.33", "spring.datasource"),
            arguments("spring-boot-4", "flyway-12", "spring.datasource"),
            arguments("spring-boot-4", "liquibase-5", "spring.liquibase")));
  }

  private static Stream<Arguments> some(List<Arguments> always, List<Arguments> more) {
    return Boolean.getBoolean("tools.all")
        ? Stream.concat(always.stream(), more.stream())
        : always.stream();
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void theApplicationMigratesWhileItStarts(String boot, String tool, String prefix)
      throws IOException, SQLException {
    migration("CREATE INDEX file_name ON file (name);");
    try (var table = LargeTable.on(18)) {
      start(boot, tool, prefix, table);

      assertThat(table.ddlWith("file_name"))
          .singleElement()
          .asString()
          .containsIgnoringCase("CONCURRENTLY");
      assertThat(
              table.query(
                  tool.startsWith("flyway")
                      ? "SELECT version FROM flyway_schema_history WHERE type = 'SQL' AND success"
                      : "SELECT id FROM databasechangelog"))
          .containsExactly("1");
    }
  }

  @ParameterizedTest
  @MethodSource("refusing")
  void aRefusalStopsTheStartAndTheCorrectedApplicationStarts(
      String boot, String tool, String prefix) throws IOException, SQLException {
    migration("ALTER TABLE file ALTER COLUMN id TYPE bigint;");
    try (var table = LargeTable.on(18)) {
      assertThatThrownBy(() -> start(boot, tool, prefix, table))
          .hasStackTraceContaining("[table-rewrite]");
      migration("CREATE INDEX file_name ON file (name);");

      start(boot, tool, prefix, table);
      assertThat(table.ddlWith("file_name")).hasSize(1);
    }
  }

  private void migration(String sql) throws IOException {
    Files.createDirectories(resources.resolve("db/migration"));
    Files.writeString(resources.resolve("db/migration/V1__one.sql"), sql);
    Files.writeString(
        resources.resolve("changelog.sql"),
        """
        --liquibase formatted sql
        --changeset a:1
        %s
        """
            .formatted(sql));
  }

  private List<String> start(String boot, String tool, String prefix, LargeTable table) {
    var settings = new HashMap<>(FIRST);
    if (!prefix.equals("spring.datasource")) {
      settings.put("spring.datasource.url", table.database().jdbcUrl());
      settings.put("spring.datasource.username", table.database().user());
      settings.put("spring.datasource.password", table.database().password());
    }
    settings.put(prefix + ".url", table.database().safeDdlUrl());
    settings.put(
        prefix + (prefix.endsWith("datasource") ? ".username" : ".user"), table.database().user());
    settings.put(prefix + ".password", table.database().password());
    try (var application =
        IsolatedTool.of(
            SpringBootMigrationRunner.class, boot, IsolatedTool.directory(tool), resources)) {
      return application.run(settings);
    }
  }
}
