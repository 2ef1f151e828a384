package io.safeddl.check.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.check.Cli;
import io.safeddl.sql.Script;
import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --fix} with a database at hand, in a git work tree, and under a changelog in XML. */
class FixBesideOthersTest {
  private static final String PARTITIONS =
      """
      CREATE TABLE events (id bigint NOT NULL, at date) PARTITION BY RANGE (at);
      CREATE INDEX events_id ON events (id);
      CREATE TABLE events_rest PARTITION OF events DEFAULT;
      CREATE TABLE events_2026 (id bigint NOT NULL, at date);
      """;

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void aDatabaseKnowsThePartitionKey() throws Exception {
    var config = write("safeddl.yaml", "assumeLarge: [\"*\"]\n");
    var attach =
        "ALTER TABLE events ATTACH PARTITION events_2026"
            + " FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');\n";
    var file = write("db/1.sql", attach);
    try (var safe = TestPostgres.server().createDatabase();
        var plain = TestPostgres.server().createDatabase()) {
      run(PARTITIONS, safe);
      run(PARTITIONS + attach, plain);
      var result =
          Cli.run(
              Map.of("PGUSER", safe.user(), "PGPASSWORD", safe.password()),
              "",
              "--fix",
              "--config=" + config,
              "--database=" + safe.jdbcUrl(),
              file.toString());
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(text("db/1.sql"))
          .contains("CREATE INDEX CONCURRENTLY", "VALIDATE CONSTRAINT", attach);
      run(text("db/1.sql"), safe);
      assertThat(projection(safe).differencesTo(projection(plain))).isEmpty();
    }
  }

  private static void run(String sql, TestDatabase database) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      for (var each : Script.parse(sql).statements()) {
        statement.execute(each.text());
      }
    }
  }

  private static SchemaProjection projection(TestDatabase database) throws SQLException {
    try (var connection = database.connect()) {
      return SchemaProjection.of(connection);
    }
  }

  @Test
  void onlyWhatIsNewSinceACommitIsWritten() throws Exception {
    write("db/V1__a.sql", "CREATE TABLE t (a int, b int);\n");
    var old = write("db/V2__old.sql", "CREATE INDEX i ON t (a);\n");
    write("db/V3__edited.sql", "CREATE INDEX j ON t (b);\n");
    git("init", "-q");
    git("add", ".");
    git("commit", "-q", "-m", "x");
    var edited = write("db/V3__edited.sql", "CREATE INDEX j ON t (b, a);\n");
    write("db/V4__new.sql", "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);\n");
    var result = Cli.run(Map.of(), "", "--fix", "--since=HEAD", folder.resolve("db").toString());
    assertThat(result.err()).contains("V3__edited.sql:1: blocking-index-build: it was there");
    assertThat(Files.readString(old)).isEqualTo("CREATE INDEX i ON t (a);\n");
    assertThat(Files.readString(edited)).isEqualTo("CREATE INDEX j ON t (b, a);\n");
    assertThat(text("db/V4.1__new.sql")).isEqualTo("ALTER TABLE t VALIDATE CONSTRAINT c;\n");
  }

  private void git(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=A", "-c", "user.email=a@example.com"));
    command.addAll(List.of(words));
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  @Test
  void changesetsThatAnXmlChangelogIncludesAreWrittenAndXmlIsNot() throws IOException {
    write(
        "db/master.xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
              http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-4.20.xsd">
          <include file="changes.sql" relativeToChangelogFile="true"/>
          <changeSet id="2" author="a">
            <createIndex tableName="t" indexName="t_b"><column name="b"/></createIndex>
          </changeSet>
        </databaseChangeLog>
        """);
    write(
        "db/changes.sql",
        """
        --liquibase formatted sql
        --changeset a:0
        CREATE TABLE t (a int, b int);
        --changeset a:1
        ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);
        """);
    var xml = text("db/master.xml");
    var result = Cli.run(Map.of(), "", "--fix", folder.toString());
    assertThat(result.err()).contains("only changelogs in formatted SQL are rewritten");
    assertThat(text("db/master.xml")).isEqualTo(xml);
    var written =
        """
        --liquibase formatted sql
        --changeset a:0
        CREATE TABLE t (a int, b int);
        --changeset a:1 runInTransaction:false
        CREATE UNIQUE INDEX CONCURRENTLY k ON t (a);

        --changeset a:1-2
        SET LOCAL lock_timeout = '2s';
        ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX k;
        """;
    assertThat(text("db/changes.sql")).isEqualTo(written);
    Cli.run(Map.of(), "", "--fix", folder.toString());
    assertThat(text("db/changes.sql")).isEqualTo(written);
  }
}
