package io.safeddl.check.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.check.migration.Migration.Edited;
import io.safeddl.check.migration.Migration.InTransaction;
import io.safeddl.sql.Script;
import io.safeddl.sql.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Liquibase's formatted SQL. */
class FormattedSqlTest {
  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void prepare() {
    folder = new Folder(directory);
  }

  private static List<String> statements(Migrations migrations, String name) {
    return Script.parse(Folder.sql(migrations, name)).statements().stream()
        .filter(it -> !it.tokens().isEmpty())
        .map(it -> it.text())
        .toList();
  }

  @Test
  void eachChangesetIsAMigrationInItsTransaction() throws IOException {
    folder.with(
        "changes.sql",
        """

        -- Liquibase Formatted SQL
        --changeset ann:1 runOnChange:true
        CREATE TABLE t (a int);
        --rollback DROP TABLE t;
        -- changeset "ann lee":"second one" runInTransaction:false labels:x
        CREATE INDEX CONCURRENTLY i ON t (a);
        SELECT 1;
        --changeset bob:3 runInTransaction:false splitStatements:false
        SELECT 3; SELECT 4;
        --changeset bob:4 dbms:oracle,h2
        SELECT 5;
        --changeset bob:5 dbms:!h2
        SELECT 6;
        --changeset bob:6 ignore:true
        SELECT 7;
        """);
    var migrations = folder.read();
    assertThat(Folder.names(migrations))
        .containsExactly("1::ann", "second one::ann lee", "3::bob", "5::bob");
    assertThat(Folder.transactions(migrations))
        .containsExactly(
            InTransaction.ONE,
            InTransaction.EACH_ITS_OWN,
            InTransaction.ONE_TEXT,
            InTransaction.ONE);
    assertThat(migrations.ordered())
        .extracting(Migration::edited)
        .startsWith(Edited.RUN_AGAIN, Edited.REFUSED);
    assertThat(statements(migrations, "1::ann")).containsExactly("CREATE TABLE t (a int)");
    assertThat(migrations.ordered().stream().map(Migration::release).distinct()).hasSize(4);
    assertThat(Folder.notes(migrations))
        .containsExactly(
            "changes.sql:11: changeset 4::bob is for other databases (dbms:oracle,h2): not judged",
            "changes.sql:15: changeset 6::bob is left out (ignore:true): not judged");
    var source = migrations.ordered().get(1).source();
    var index = source.text().indexOf("INDEX");
    assertThat(source.region(new Span(index, index + 5)).start().line()).isEqualTo(7);
  }

  @Test
  void ignoredLinesAreNoneOfIt() throws IOException {
    folder.with(
        "a.sql",
        """
        --liquibase formatted sql
        --changeset a:1
        SELECT 1;
        --ignoreLines:start
        DROP TABLE a;
        --changeset a:no
        --ignoreLines:end
        SELECT 2;
        --ignoreLines:1
        DROP TABLE b;
        SELECT 3;
        """);
    assertThat(statements(folder.read(), "1::a"))
        .containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
  }

  @Test
  void otherDelimitersEndStatementsToo() throws IOException {
    folder.with(
        "a.sql",
        """
        --liquibase formatted sql
        --changeset a:1 endDelimiter:@@
        SELECT 'a@@b'@@
        SELECT 2 @@
        --changeset a:2 endDelimiter:\\n/
        SELECT 4 / 2
        /
        SELECT 5
        /
        --changeset a:3
        SELECT 6
        GO
        SELECT 7
        --changeset a:4 splitStatements:false
        SELECT 8
        /
        """);
    var migrations = folder.read();
    assertThat(statements(migrations, "1::a")).containsExactly("SELECT 'a@@b'", "SELECT 2");
    assertThat(statements(migrations, "2::a")).containsExactly("SELECT 4 / 2", "SELECT 5");
    assertThat(statements(migrations, "3::a")).containsExactly("SELECT 6", "SELECT 7");
    assertThat(statements(migrations, "4::a")).hasSize(1);
  }

  @Test
  void propertiesHaveTheirValues() throws IOException {
    folder.with(
        "a.sql",
        """
        --liquibase formatted sql
        --property name:owner value:alice dbms:oracle
        --property name:owner value:bob
        --property name:owner value:late
        --changeset a:1
        ALTER TABLE ${t} OWNER TO ${owner};
        ALTER TABLE ${unknown} OWNER TO x;
        """);
    var migrations = folder.read(LayoutName.liquibase, Map.of("parameter.t", "orders"));
    assertThat(statements(migrations, "1::a"))
        .containsExactly("ALTER TABLE orders OWNER TO bob", "ALTER TABLE unknown OWNER TO x");
    assertThat(Folder.notes(migrations))
        .containsExactly(
            "a.sql:7: no value is known for ${unknown}, which is taken for the name unknown");
  }

  @Test
  void aPermissionThatLiquibaseStripsIsSaid() throws IOException {
    var changeset =
        """
        --liquibase formatted sql
        --changeset a:1%s
        -- safeddl:allow drop-table: nobody reads it
        DROP TABLE t;
        """;
    folder.with("a.sql", changeset.formatted(""));
    assertThat(Folder.notes(folder.read()))
        .singleElement()
        .asString()
        .startsWith("a.sql:3: Liquibase strips this comment");
    folder.with("a.sql", changeset.formatted(" stripComments:false"));
    assertThat(folder.read().notes()).isEmpty();
  }
}
