package io.safeddl.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Liquibase 5.0 with its default settings, on a large table; only the URL's prefix is changed. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class LiquibaseTest {
  private static final String VALID_INDEX =
      "SELECT indisvalid FROM pg_index WHERE indexrelid = 'file_name'::regclass";

  @TempDir private Path changelogs;

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void anIndexIsBuiltConcurrentlyAndSaid(int major) throws IOException, SQLException {
    changes(
        """
        <changeSet id="1" author="a" dbms="postgresql">
          <createIndex indexName="file_name" tableName="file"><column name="name"/></createIndex>
        </changeSet>
        """);
    try (var table = LargeTable.on(major)) {
      var log = update(table);

      assertThat(table.query(VALID_INDEX)).containsExactly("t");
      assertThat(table.ddlWith("file_name"))
          .singleElement()
          .asString()
          .containsIgnoringCase("CONCURRENTLY");
      assertThat(log).anyMatch(l -> l.contains("CREATE INDEX CONCURRENTLY"));
      assertThat(table.query("SELECT id FROM databasechangelog")).containsExactly("1");
    }
  }

  @Test
  void aConcurrentIndexOutsideOfATransactionRuns() throws IOException, SQLException {
    changes(
        """
        <changeSet id="1" author="a" runInTransaction="false">
          <sql>CREATE INDEX CONCURRENTLY file_name ON file (name)</sql>
        </changeSet>
        """);
    try (var table = LargeTable.on(18)) {
      update(table);
      assertThat(table.query(VALID_INDEX)).containsExactly("t");
    }
  }

  /** pgjdbc sends such a text in one pipeline, in which a concurrent build fails. */
  @Test
  void aConcurrentIndexInATextThatIsNotSplitRuns() throws IOException, SQLException {
    changes(
        """
        <changeSet id="1" author="a" runInTransaction="false">
          <sql splitStatements="false">
            SET search_path = public; CREATE INDEX CONCURRENTLY file_name ON file (name);
          </sql>
        </changeSet>
        """);
    try (var table = LargeTable.on(18)) {
      update(table);
      assertThat(table.query(VALID_INDEX)).containsExactly("t");
    }
  }

  @Test
  void aRefusalReachesTheUserAndNothingHasRun() throws IOException, SQLException {
    changes(
        """
        <changeSet id="1" author="a">
          <modifyDataType tableName="file" columnName="id" newDataType="bigint"/>
        </changeSet>
        """);
    try (var table = LargeTable.on(18)) {
      assertThatThrownBy(() -> update(table))
          .hasMessageContaining("table-rewrite")
          .hasMessageContaining("file")
          .hasMessageContaining("MB");

      assertThat(table.ddlWith("BIGINT")).isEmpty();
      assertThat(table.query("SELECT id FROM databasechangelog")).isEmpty();
      assertThat(table.query("SELECT locked FROM databasechangeloglock")).containsExactly("f");
    }
  }

  @Test
  void changesOfManyKindsOnNewTablesRunAsTheyAre() throws IOException, SQLException {
    changes(
        """
        <changeSet id="1" author="a">
          <createTable tableName="kind" remarks="kinds">
            <column name="id" type="bigint" autoIncrement="true"><constraints primaryKey="true"/></column>
            <column name="name" type="varchar(50)"><constraints nullable="false"/></column>
          </createTable>
          <createIndex indexName="kind_name" tableName="kind" unique="true"><column name="name"/></createIndex>
          <insert tableName="kind"><column name="name" value="first"/></insert>
          <addColumn tableName="file"><column name="kind" type="bigint"/></addColumn>
        </changeSet>
        <changeSet id="2" author="a">
          <sql>UPDATE kind SET name = 'one' WHERE id = 1; COMMENT ON TABLE kind IS 'a; b'</sql>
          <rollback/>
        </changeSet>
        <changeSet id="3" author="a">
          <preConditions onFail="MARK_RAN"><not><tableExists tableName="kind"/></not></preConditions>
          <dropTable tableName="file"/>
        </changeSet>
        """);
    try (var table = LargeTable.on(18)) {
      update(table);

      assertThat(table.query("SELECT name FROM kind")).containsExactly("one");
      assertThat(table.query("SELECT exectype FROM databasechangelog ORDER BY orderexecuted"))
          .containsExactly("EXECUTED", "EXECUTED", "MARK_RAN");
    }
  }

  @Test
  void theSecondRunDoesNothing() throws IOException, SQLException {
    changes(
        """
        <changeSet id="1" author="a">
          <createIndex indexName="file_name" tableName="file"><column name="name"/></createIndex>
        </changeSet>
        """);
    try (var table = LargeTable.on(18)) {
      update(table);
      var ddl = table.ddlWith("");

      update(table);
      assertThat(table.ddlWith("")).isEqualTo(ddl);
    }
  }

  private void changes(String changeSets) throws IOException {
    new LiquibaseFolder(changelogs).changes(changeSets);
  }

  private List<String> update(LargeTable table) {
    return new LiquibaseFolder(changelogs).update(table);
  }
}
