package io.safeddl.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flyway 13.12 with its default settings, on a large table; only the URL's prefix is changed. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class FlywayTest {
  private static final String VALID_INDEX =
      "SELECT indisvalid FROM pg_index WHERE indexrelid = 'file_name'::regclass";

  @TempDir private Path migrations;

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aPlainIndexIsBuiltConcurrentlyAndSaid(int major) throws IOException, SQLException {
    migration("V1__index.sql", "CREATE INDEX file_name ON file (name);");
    try (var table = LargeTable.on(major)) {
      var log = migrate(table);

      assertThat(log).contains("MIGRATED 1");
      assertThat(table.query(VALID_INDEX)).containsExactly("t");
      assertThat(table.ddlWith("file_name"))
          .singleElement()
          .asString()
          .containsIgnoringCase("CONCURRENTLY");
      assertThat(log).anyMatch(l -> l.startsWith("WARN ") && l.contains("CONCURRENTLY"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aConcurrentIndexDoesNotWaitForFlywaysOwnLock(int major) throws IOException, SQLException {
    migration("V1__index.sql", "CREATE INDEX CONCURRENTLY file_name ON file (name);");
    try (var table = LargeTable.on(major)) {
      assertThat(migrate(table)).contains("MIGRATED 1");
      assertThat(table.query(VALID_INDEX)).containsExactly("t");
    }
  }

  /** Without it the test above would prove nothing. */
  @Test
  void throughPlainPgjdbcItWaitsForFlywaysOwnLockForEver()
      throws IOException, SQLException, InterruptedException {
    migration("V1__index.sql", "CREATE INDEX CONCURRENTLY file_name ON file (name);");
    try (var table = LargeTable.on(18)) {
      var run =
          CompletableFuture.supplyAsync(() -> migrate(table, table.database().jdbcUrl(), Map.of()));
      var blocked =
          """
          SELECT DISTINCT b.state || ' ' || b.query FROM pg_stat_activity a,
            LATERAL unnest(pg_blocking_pids(a.pid)) p JOIN pg_stat_activity b ON b.pid = p
          WHERE a.datname = current_database() AND a.query LIKE 'CREATE INDEX CONCURRENTLY%'
          """;
      var blockers = List.<String>of();
      for (var i = 0; i < 300 && blockers.isEmpty(); i++) {
        Thread.sleep(100);
        blockers = table.query(blocked);
      }
      Thread.sleep(Duration.ofSeconds(2).toMillis());

      assertThat(table.query(blocked)).singleElement().asString().startsWith("idle in transaction");
      assertThat(run).isNotDone();
      table.query(
          """
          SELECT pg_cancel_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND query LIKE 'CREATE INDEX CONCURRENTLY%'
          """);
      assertThat(run).failsWithin(Duration.ofSeconds(30));
    }
  }

  @Test
  void aRefusalReachesTheUserAndNothingHasRun() throws IOException, SQLException {
    migration("V1__type.sql", "ALTER TABLE file ALTER COLUMN id TYPE bigint;");
    try (var table = LargeTable.on(18)) {
      assertThatThrownBy(() -> migrate(table))
          .hasMessageContaining("table-rewrite")
          .hasMessageContaining("file")
          .hasMessageContaining("MB")
          .hasMessageContaining("V1__type.sql");

      assertThat(table.ddlWith("bigint")).isEmpty();
      assertThat(
              table.query(
                  "SELECT atttypid::regtype FROM pg_attribute WHERE attrelid = 'file'::regclass AND attname = 'id'"))
          .containsExactly("integer");
      assertThat(
              table.query(
                  "SELECT version FROM flyway_schema_history WHERE success AND type = 'SQL'"))
          .isEmpty();
    }
  }

  @Test
  void aRefusalInTheMiddleOfAFileTakesTheWholeFileBack() throws IOException, SQLException {
    migration(
        "V1__both.sql",
        """
        ALTER TABLE file ADD COLUMN note text;
        ALTER TABLE file ALTER COLUMN id TYPE bigint;
        """);
    try (var table = LargeTable.on(18)) {
      assertThatThrownBy(() -> migrate(table)).hasMessageContaining("table-rewrite");

      assertThat(
              table.query(
                  "SELECT 1 FROM pg_attribute WHERE attrelid = 'file'::regclass AND attname = 'note'"))
          .isEmpty();
    }
  }

  @Test
  void aFileOfManyStatementsOnNewTablesRunsAsItIs() throws IOException, SQLException {
    migration(
        "V1__many.sql",
        """
        CREATE TABLE kind (id int, name text NOT NULL); -- a comment; with a semicolon
        INSERT INTO kind VALUES (1, 'a;b'), (2, $$c;d$$);
        ALTER TABLE kind ADD CONSTRAINT kind_pkey PRIMARY KEY (id);
        CREATE INDEX kind_name ON kind (name);
        CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $body$
        BEGIN
          PERFORM 1; /* ; */
          RETURN 2;
        END $body$;
        DO $$ BEGIN PERFORM two(); END $$;
        ALTER TABLE file ADD COLUMN kind int;
        COMMENT ON COLUMN file.kind IS 'kind; of file';
        """);
    try (var table = LargeTable.on(18)) {
      assertThat(migrate(table)).contains("MIGRATED 1");

      assertThat(table.query("SELECT name FROM kind ORDER BY id")).containsExactly("a;b", "c;d");
      assertThat(table.ddlWith("kind_name"))
          .singleElement()
          .asString()
          .doesNotContainIgnoringCase("CONCURRENTLY");
      assertThat(
              table.query(
                  "SELECT 1 FROM pg_attribute WHERE attrelid = 'file'::regclass AND attname = 'kind'"))
          .hasSize(1);
    }
  }

  @Test
  void copyFromStandardInputReachesPgjdbc() throws IOException, SQLException {
    migration(
        "V1__copy.sql",
        """
        CREATE TABLE kind (id int, name text);
        COPY kind (id, name) FROM STDIN;
        1\tone
        2\ttwo
        \\.
        INSERT INTO kind VALUES (3, 'three');
        """);
    try (var table = LargeTable.on(18)) {
      assertThat(migrate(table)).contains("MIGRATED 1");
      assertThat(table.query("SELECT name FROM kind ORDER BY id"))
          .containsExactly("one", "two", "three");
    }
  }

  @Test
  void theSecondRunDoesNothing() throws IOException, SQLException {
    migration("V1__index.sql", "CREATE INDEX file_name ON file (name);");
    try (var table = LargeTable.on(18)) {
      assertThat(migrate(table)).contains("MIGRATED 1");
      assertThat(
              table.query(
                  "SELECT version FROM flyway_schema_history WHERE success AND type = 'SQL'"))
          .containsExactly("1");
      var ddl = table.ddlWith("");

      assertThat(migrate(table)).contains("MIGRATED 0");
      assertThat(table.ddlWith("")).isEqualTo(ddl);
    }
  }

  @Test
  void afterARefusalTheCorrectedFileRuns() throws IOException, SQLException {
    migration("V1__index.sql", "ALTER TABLE file ALTER COLUMN id TYPE bigint;");
    try (var table = LargeTable.on(18)) {
      assertThatThrownBy(() -> migrate(table)).hasMessageContaining("table-rewrite");
      migration("V1__index.sql", "CREATE INDEX file_name ON file (name);");

      assertThat(migrate(table)).contains("MIGRATED 1");
    }
  }

  private void migration(String name, String sql) throws IOException {
    Files.createDirectories(migrations.resolve("db/migration"));
    Files.writeString(migrations.resolve("db/migration").resolve(name), sql);
  }

  private List<String> migrate(LargeTable table) {
    return migrate(table, table.database().safeDdlUrl(), Map.of());
  }

  private List<String> migrate(LargeTable table, String url, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("flyway.url", url);
    settings.put("flyway.user", table.database().user());
    settings.put("flyway.password", table.database().password());
    // The database is not empty, as no production database is: the one setting that needs.
    settings.put("flyway.baselineOnMigrate", "true");
    settings.put("flyway.baselineVersion", "0");
    try (var flyway = IsolatedTool.of(FlywayRunner.class, "flyway-13", migrations)) {
      return flyway.run(settings);
    }
  }
}
