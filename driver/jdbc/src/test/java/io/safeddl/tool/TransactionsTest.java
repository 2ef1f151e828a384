package io.safeddl.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Migrations that mix what wants a transaction and what wants none, with Flyway 13.12 and Liquibase
 * 5.0: they fail at their end, the cause is cured, and they are simply run again.
 */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class TransactionsTest {
  private static final String KIND =
      "CREATE TABLE kind (id int PRIMARY KEY); INSERT INTO kind VALUES (1)";

  private static final String MIXED =
      """
      ALTER TABLE file ADD COLUMN kind int DEFAULT 2;
      CREATE INDEX file_kind ON file (kind);
      ALTER TABLE file ADD CONSTRAINT file_kind_fk FOREIGN KEY (kind) REFERENCES kind (id) NOT VALID;
      ALTER TABLE file VALIDATE CONSTRAINT file_kind_fk;
      """;

  private static final String STATE =
      """
      SELECT 'column' FROM pg_attribute WHERE attrelid = 'file'::regclass AND attname = 'kind'
      UNION ALL SELECT 'index ' || indisvalid FROM pg_index WHERE indexrelid = to_regclass('file_kind')
      UNION ALL SELECT 'key ' || convalidated FROM pg_constraint WHERE conname = 'file_kind_fk'
      """;

  @TempDir private Path files;

  private static List<String> journal(LargeTable table) throws SQLException {
    return table.query("SELECT state || ' ' || statement_start FROM safeddl.journal ORDER BY 1");
  }

  // ---- Flyway

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aFileThatFailedAtItsLastStatementGoesOnThere(int major) throws IOException, SQLException {
    migration("V1__mixed.sql", MIXED);
    try (var table = LargeTable.on(major)) {
      table.execute(KIND);
      assertThatThrownBy(() -> migrate(table, Map.of())).hasMessageContaining("23503");
      assertThat(table.query(STATE)).containsExactly("column", "index true", "key false");
      assertThat(journal(table)).hasSize(3);

      table.execute("INSERT INTO kind VALUES (2)");
      var log = migrate(table, Map.of());
      assertThat(log).contains("MIGRATED 1");
      assertThat(log).filteredOn(l -> l.contains("skipped this statement")).hasSize(3);
      assertThat(table.query(STATE)).containsExactly("column", "index true", "key true");
      assertThat(journal(table)).isEmpty();
      assertThat(migrate(table, Map.of())).contains("MIGRATED 0");
    }
  }

  /** The plan for the key looks first, so nothing of it is there when it fails. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aPlainForeignKeyThatIsViolatedIsAddedTheNextTime(int major)
      throws IOException, SQLException {
    migration(
        "V1__mixed.sql",
        """
        ALTER TABLE file ADD COLUMN kind int DEFAULT 2;
        CREATE INDEX file_kind ON file (kind);
        ALTER TABLE file ADD CONSTRAINT file_kind_fk FOREIGN KEY (kind) REFERENCES kind (id);
        """);
    try (var table = LargeTable.on(major)) {
      table.execute(KIND);
      assertThatThrownBy(() -> migrate(table, Map.of())).hasMessageContaining("23503");
      assertThat(table.query(STATE)).containsExactly("column", "index true");
      assertThat(journal(table)).hasSize(2);

      table.execute("INSERT INTO kind VALUES (2)");
      assertThat(migrate(table, Map.of())).contains("MIGRATED 1");
      assertThat(table.query(STATE)).containsExactly("column", "index true", "key true");
      assertThat(journal(table)).isEmpty();
    }
  }

  @Test
  void aFileThatWasChangedMeanwhileIsNotRunHalf() throws IOException, SQLException {
    migration("V1__mixed.sql", MIXED);
    try (var table = LargeTable.on(18)) {
      table.execute(KIND);
      assertThatThrownBy(() -> migrate(table, Map.of())).hasMessageContaining("23503");

      migration("V1__mixed.sql", MIXED.replace("INDEX file_kind ON", "INDEX file_other ON"));
      assertThatThrownBy(() -> migrate(table, Map.of()))
          .hasMessageContaining("CREATE INDEX file_kind ON file ( kind )")
          .hasMessageContaining("CREATE INDEX file_other ON file ( kind )");
      table.execute("ALTER TABLE file DROP COLUMN kind");
      table.execute("DELETE FROM safeddl.journal; INSERT INTO kind VALUES (2)");
      assertThat(migrate(table, Map.of())).contains("MIGRATED 1");
    }
  }

  @Test
  void aGroupOfFilesIsOneRun() throws IOException, SQLException {
    var lines = MIXED.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      migration("V" + (i + 1) + "__part.sql", lines.get(i));
    }
    try (var table = LargeTable.on(18)) {
      table.execute(KIND);
      var group = Map.of("flyway.group", "true");
      assertThatThrownBy(() -> migrate(table, group)).hasMessageContaining("23503");
      assertThat(journal(table)).hasSize(3);

      table.execute("INSERT INTO kind VALUES (2)");
      // In another grouping, as somebody in need of a cure may try.
      assertThat(migrate(table, Map.of())).contains("MIGRATED 4");
      assertThat(table.query(STATE)).containsExactly("column", "index true", "key true");
      assertThat(journal(table)).isEmpty();
    }
  }

  @Test
  void aFileWithDataBeforeTheIndexIsRefusedAndLeavesNothing() throws IOException, SQLException {
    migration(
        "V1__data.sql",
        """
        ALTER TABLE file ADD COLUMN kind int;
        UPDATE file SET kind = 1 WHERE id = 1;
        CREATE INDEX file_kind ON file (kind);
        """);
    try (var table = LargeTable.on(18)) {
      assertThatThrownBy(() -> migrate(table, Map.of())).hasMessageContaining("has written data");
      assertThat(table.query(STATE)).isEmpty();
      assertThat(table.query("SELECT to_regclass('safeddl.journal') IS NULL")).containsExactly("t");
    }
  }

  @Test
  void withTransactionsRefusedTheFileFailsAsAWhole() throws IOException, SQLException {
    migration("V1__mixed.sql", MIXED);
    try (var table = LargeTable.on(18)) {
      table.execute(KIND);
      var url = table.database().safeDdlUrl() + "&safeddl.transactions=refuse";
      assertThatThrownBy(() -> migrate(table, Map.of("flyway.url", url)))
          .hasMessageContaining("safeddl.transactions=refuse");
      assertThat(table.query(STATE)).isEmpty();
    }
  }

  private void migration(String name, String sql) throws IOException {
    Files.createDirectories(files.resolve("db/migration"));
    Files.writeString(files.resolve("db/migration").resolve(name), sql);
  }

  private List<String> migrate(LargeTable table, Map<String, String> more) {
    var settings = new HashMap<String, String>();
    settings.put("flyway.url", table.database().safeDdlUrl());
    settings.put("flyway.user", table.database().user());
    settings.put("flyway.password", table.database().password());
    settings.put("flyway.baselineOnMigrate", "true");
    settings.put("flyway.baselineVersion", "0");
    settings.putAll(more);
    try (var flyway = IsolatedTool.of(FlywayRunner.class, "flyway-13", files)) {
      return flyway.run(settings);
    }
  }

  // ---- Liquibase

  private static final String CHANGES =
      """
      <addColumn tableName="file"><column name="kind" type="int" defaultValueNumeric="2"/></addColumn>
      <createIndex indexName="file_kind" tableName="file"><column name="kind"/></createIndex>
      <sql>ALTER TABLE file ADD CONSTRAINT file_kind_fk
        FOREIGN KEY (kind) REFERENCES kind (id) NOT VALID</sql>
      <sql>ALTER TABLE file VALIDATE CONSTRAINT file_kind_fk</sql>
      """;

  private static final String RUN = "SELECT id FROM databasechangelog ORDER BY orderexecuted";

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aChangeSetThatFailedAtItsLastChangeGoesOnThere(int major) throws IOException, SQLException {
    changes("<changeSet id='1' author='a'>" + CHANGES + "</changeSet>");
    try (var table = LargeTable.on(major)) {
      table.execute(KIND);
      assertThatThrownBy(() -> update(table)).hasMessageContaining("file_kind_fk");
      assertThat(table.query(STATE)).containsExactly("column", "index true", "key false");
      assertThat(table.query("SELECT locked FROM databasechangeloglock")).containsExactly("f");

      table.execute("INSERT INTO kind VALUES (2)");
      assertThat(update(table)).anyMatch(l -> l.contains("skipped this statement"));
      assertThat(table.query(STATE)).containsExactly("column", "index true", "key true");
      assertThat(table.query(RUN)).containsExactly("1");
      assertThat(journal(table)).isEmpty();
    }
  }

  @Test
  void aChangeSetThatMayFailIsTriedAgainNextTime() throws IOException, SQLException {
    changes(
        "<changeSet id='1' author='a' failOnError='false'>"
            + CHANGES
            + "</changeSet><changeSet id='2' author='a'>"
            + "<sql>COMMENT ON TABLE file IS 'x'</sql></changeSet>");
    try (var table = LargeTable.on(18)) {
      table.execute(KIND);
      update(table);
      assertThat(table.query(RUN)).containsExactly("2");
      assertThat(journal(table)).hasSize(3);

      table.execute("INSERT INTO kind VALUES (2)");
      update(table);
      assertThat(table.query(RUN)).containsExactly("2", "1");
      assertThat(table.query(STATE)).containsExactly("column", "index true", "key true");
      assertThat(journal(table)).isEmpty();
    }
  }

  @Test
  void aTextThatIsNotSplitGoesOnToo() throws IOException, SQLException {
    changes(
        "<changeSet id='1' author='a'><preConditions><tableExists tableName='file'/>"
            + "<not><indexExists indexName='no_such' tableName='file'/></not></preConditions>"
            + "<sql splitStatements='false'>"
            + MIXED
            + "</sql></changeSet>");
    try (var table = LargeTable.on(18)) {
      table.execute(KIND);
      assertThatThrownBy(() -> update(table)).hasMessageContaining("file_kind_fk");
      table.execute("INSERT INTO kind VALUES (2)");
      update(table);
      assertThat(table.query(STATE)).containsExactly("column", "index true", "key true");
      assertThat(journal(table)).isEmpty();
    }
  }

  /** Each change is committed by itself: as with plain pgjdbc what is done is done. */
  @Test
  void outsideOfATransactionEveryChangeIsItsOwn() throws IOException, SQLException {
    changes("<changeSet id='1' author='a' runInTransaction='false'>" + CHANGES + "</changeSet>");
    try (var table = LargeTable.on(18)) {
      table.execute(KIND);
      assertThatThrownBy(() -> update(table)).hasMessageContaining("file_kind_fk");
      assertThat(table.query(STATE)).containsExactly("column", "index true", "key false");
      assertThat(journal(table)).isEmpty();
      assertThatThrownBy(() -> update(table)).hasMessageContaining("already exists");
    }
  }

  private void changes(String changeSets) throws IOException {
    new LiquibaseFolder(files).changes(changeSets);
  }

  private List<String> update(LargeTable table) {
    return new LiquibaseFolder(files).update(table);
  }
}
