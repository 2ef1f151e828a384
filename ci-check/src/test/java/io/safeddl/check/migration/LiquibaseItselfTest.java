package io.safeddl.check.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.check.migration.Migration.InTransaction;
import io.safeddl.sql.Script;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changelogs through Liquibase's own reading, and the layout beside a Liquibase on a server. */
class LiquibaseItselfTest {
  private static final String HEAD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
          xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
            http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-4.20.xsd">
      """;

  private static final String SQL =
      """
      --liquibase formatted sql
      --changeset b:3
      INSERT INTO log (file, tx) VALUES ('3::b', txid_current());
      INSERT INTO log (file, tx) VALUES ('3::b', txid_current());
      --changeset b:4 runInTransaction:false
      INSERT INTO log (file, tx) VALUES ('4::b', txid_current());
      INSERT INTO log (file, tx) VALUES ('${who}', txid_current());
      --changeset b:5 endDelimiter:@@
      INSERT INTO log (file, tx) VALUES ('5::b;', txid_current()) @@
      INSERT INTO log (file, tx) VALUES ('5::b', txid_current())
      @@
      --changeset b:6 dbms:h2
      SELECT nothing;
      --changeset b:7 runInTransaction:false splitStatements:false
      INSERT INTO log (file, tx) VALUES ('7::b', txid_current());
      INSERT INTO log (file, tx) VALUES ('7::b', txid_current());
      --ignoreLines:1
      SELECT nothing;
      """;

  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void prepare() throws IOException {
    folder =
        new Folder(directory)
            .with(
                "db/master.xml",
                HEAD
                    + """
                      <property name="who" value="4::b" dbms="postgresql"/>
                      <!-- <changeSet id="1" author="nobody"/> -->
                      <include file="more.yaml" relativeToChangelogFile="true"/>
                      <changeSet id="2" author="a" runInTransaction="false">
                        <createIndex tableName="log" indexName="log_tx">
                          <column name="tx"/>
                        </createIndex>
                        <modifyDataType tableName="log" columnName="file" newDataType="varchar(90)"/>
                      </changeSet>
                      <changeSet id="2b" author="a" dbms="h2"><dropTable tableName="log"/></changeSet>
                      <include file="db/sql/changes.sql"/>
                    </databaseChangeLog>
                    """)
            .with(
                "db/more.yaml",
                """
                databaseChangeLog:
                  - changeSet:
                      id: 1
                      author: y
                      changes:
                        - createTable:
                            tableName: log
                            columns:
                              - column: {name: n, type: serial}
                              - column: {name: file, type: varchar(50)}
                              - column: {name: tx, type: bigint}
                """)
            .with("db/sql/changes.sql", SQL);
  }

  @Test
  void changelogsAreReadInLiquibasesOrder() throws IOException {
    var migrations = folder.read(LayoutName.auto, Map.of());
    assertThat(Folder.names(migrations))
        .containsExactly("1::y", "2::a", "3::b", "4::b", "5::b", "7::b");
    assertThat(migrations.ordered())
        .extracting(it -> it.place().file().shortName() + ":" + it.place().start().line())
        .startsWith("more.yaml:2", "master.xml:9", "changes.sql:2");
    assertThat(Script.parse(Folder.sql(migrations, "2::a")).statements())
        .extracting(it -> it.text())
        .containsExactly(
            "CREATE INDEX log_tx ON log(tx)",
            "ALTER TABLE log ALTER COLUMN file TYPE VARCHAR(90) USING (file::VARCHAR(90))");
    assertThat(Folder.sql(migrations, "1::y")).startsWith("CREATE TABLE log (");
    assertThat(Folder.notes(migrations))
        .singleElement()
        .asString()
        .contains("6::b is for other databases");
  }

  @Test
  void whatLiquibaseCannotReadIsSaid() throws IOException {
    folder.with("db/master.xml", HEAD + "<include file=\"missing.xml\"/></databaseChangeLog>");
    assertThatThrownBy(() -> folder.read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing.xml");
  }

  @Test
  void theLayoutSaysWhatLiquibaseDoes() throws Exception {
    var migrations = folder.read();
    try (var database = TestPostgres.server().createDatabase()) {
      try (var connection = database.connect()) {
        var files = new DirectoryResourceAccessor(directory);
        var target =
            DatabaseFactory.getInstance()
                .findCorrectDatabaseImplementation(new JdbcConnection(connection));
        try (var liquibase = new Liquibase("db/master.xml", files, target)) {
          liquibase.update(new Contexts(), new LabelExpression());
        }
      }
      assertThat(Folder.names(migrations))
          .containsExactlyElementsOf(
              rows(
                  database,
                  "SELECT id || '::' || author FROM databasechangelog ORDER BY orderexecuted"));
      for (var name : List.of("3::b", "4::b", "7::b")) {
        var migration =
            migrations.ordered().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
        var transactions =
            rows(database, "SELECT DISTINCT tx FROM log WHERE file = '" + name + "'");
        assertThat(transactions.size() == 1)
            .as(name)
            .isEqualTo(migration.transaction() != InTransaction.EACH_ITS_OWN);
      }
      assertThat(rows(database, "SELECT file FROM log WHERE file LIKE '5%' ORDER BY n"))
          .containsExactly("5::b;", "5::b");
    }
  }

  private static List<String> rows(TestDatabase database, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
