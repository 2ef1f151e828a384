package io.safeddl.check.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.check.migration.Migration.InTransaction;
import io.safeddl.sql.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flyway's names, orders and transactions. */
class FlywayLayoutTest {
  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void prepare() {
    folder = new Folder(directory);
  }

  @Test
  void versionsAreOrderedByTheirNumbersAndWhatIsRepeatableComesLast() throws IOException {
    folder
        .with("a/V1.10__c.sql", "SELECT 1")
        .with("b/V1_9__b.sql", "SELECT 1")
        .with("a/R__zebra.sql", "SELECT 1")
        .with("R__ant_hill.sql", "SELECT 1")
        .with("V20260101120000__e.sql", "SELECT 1")
        .with("V002__d.sql", "SELECT 1")
        .with("V1.sql", "SELECT 1")
        .with("U2__d.sql", "SELECT 1")
        .with("afterMigrate.sql", "SELECT 1")
        .with("beforeMigrate__grants.sql", "SELECT 1")
        .with("beforeClean.sql", "SELECT 1")
        .with("V3_misnamed.sql", "SELECT 1");
    var migrations = folder.read();
    assertThat(Folder.names(migrations))
        .containsExactly(
            "beforeMigrate__grants.sql",
            "1",
            "1.9",
            "1.10",
            "002",
            "20260101120000",
            "R__ant_hill.sql",
            "R__zebra.sql",
            "afterMigrate.sql");
    assertThat(Folder.notes(migrations))
        .anySatisfy(it -> assertThat(it).startsWith("U2__d.sql:1:").contains("on the way back"))
        .anySatisfy(it -> assertThat(it).startsWith("beforeClean.sql:1:"))
        .anySatisfy(it -> assertThat(it).startsWith("V3_misnamed.sql:1:").contains("does not run"))
        .hasSize(3);
    assertThat(migrations.files()).isEqualTo(12);
    assertThat(migrations.ordered())
        .allSatisfy(it -> assertThat(it.release()).isEqualTo(it.source().file().name()));
  }

  @Test
  void theNewestBaselineStandsForWhatIsOlder() throws IOException {
    folder
        .with("V1__a.sql", "SELECT 1")
        .with("V2__b.sql", "SELECT 1")
        .with("B1__a.sql", "SELECT 1")
        .with("B2__ab.sql", "SELECT 1")
        .with("V3__c.sql", "SELECT 1");
    var migrations = folder.read();
    assertThat(migrations.ordered())
        .extracting(it -> it.source().file().shortName())
        .containsExactly("B2__ab.sql", "V3__c.sql");
    assertThat(Folder.notes(migrations)).hasSize(2).allMatch(it -> it.contains("B2__ab.sql"));
  }

  @Test
  void oneVersionTwiceIsSaid() throws IOException {
    folder.with("a/V1__a.sql", "SELECT 1").with("b/V1.0__b.sql", "SELECT 1");
    assertThat(Folder.notes(folder.read())).singleElement().asString().contains("the same version");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE INDEX CONCURRENTLY i ON t (a)                          | EACH_ITS_OWN",
        "create unique /* x */ index concurrently i on t (a)           | EACH_ITS_OWN",
        "DROP INDEX CONCURRENTLY IF EXISTS i                           | EACH_ITS_OWN",
        "VACUUM ANALYZE t                                              | EACH_ITS_OWN",
        "REINDEX (VERBOSE) SCHEMA app                                  | EACH_ITS_OWN",
        "ALTER SYSTEM SET work_mem = '1MB'                             | EACH_ITS_OWN",
        // What Flyway does not know.
        "REINDEX INDEX CONCURRENTLY i                                  | ONE",
        "ALTER TABLE p DETACH PARTITION c CONCURRENTLY                 | ONE",
        "ALTER TYPE mood ADD VALUE 'x'                                 | ONE",
        "CREATE INDEX i ON t (a) /* CONCURRENTLY */                    | ONE",
        "COMMENT ON TABLE t IS 'VACUUM'                                | ONE",
        "SELECT 'x'; -- VACUUM                                         | ONE",
      })
  void flywayDecidesByTheFirstWords(String sql, InTransaction expected) throws IOException {
    folder.with("V1__a.sql", sql);
    var migrations = folder.read();
    assertThat(Folder.transactions(migrations)).containsExactly(expected);
    assertThat(migrations.notes()).isEmpty();
  }

  @Test
  void whatIsMixedIsRefusedUnlessItIsAllowed() throws IOException {
    folder.with(
        "V1__a.sql",
        "ALTER TABLE t ADD COLUMN a int;\n\nCREATE INDEX CONCURRENTLY i ON t (a);\nSELECT 1;");
    assertThat(Folder.notes(folder.read()))
        .singleElement()
        .asString()
        .startsWith("V1__a.sql:3: Flyway refuses this file")
        .contains("V1__a.sql.conf");
    var mixed = folder.read(LayoutName.auto, Map.of("flyway.mixed", "true"));
    assertThat(mixed.notes()).isEmpty();
    assertThat(Folder.transactions(mixed)).containsExactly(InTransaction.EACH_ITS_OWN);
  }

  @Test
  void theScriptsOwnConfigurationCounts() throws IOException {
    folder
        .with("V1__a.sql", "ALTER TABLE t ADD a int; CREATE INDEX CONCURRENTLY i ON t (a);")
        .with("V1__a.sql.conf", "executeInTransaction=false\n")
        .with("V2__b.sql", "CREATE INDEX CONCURRENTLY i ON t (a);")
        .with("V2__b.sql.conf", "executeInTransaction = true")
        .with("V3__c.sql", "SELECT '${x}'")
        .with("V3__c.sql.conf", "placeholderReplacement=false")
        .with("V4__d.sql", "SELECT 1")
        .with("V4__d.sql.conf", "shouldExecute=false");
    var migrations = folder.read();
    assertThat(Folder.transactions(migrations))
        .containsExactly(InTransaction.EACH_ITS_OWN, InTransaction.ONE, InTransaction.ONE);
    assertThat(Folder.sql(migrations, "3")).isEqualTo("SELECT '${x}'");
    assertThat(Folder.notes(migrations))
        .singleElement()
        .asString()
        .contains("V4__d.sql")
        .contains("shouldExecute");
  }

  @Test
  void placeholdersHaveTheirValuesWhereverTheyStand() throws IOException {
    folder
        .with(
            "flyway.toml",
            """
            [flyway]
            defaultSchema = "app"   # not public
            schemas = ["app", 'other']
            [flyway.placeholders]
            Owner = "alice"
            """)
        .with(
            "V1__a.sql",
            """
            -- ${owner} of ${flyway:defaultSchema}
            ALTER TABLE ${ flyway:defaultSchema }.t OWNER TO ${OWNER};
            DO $$ BEGIN EXECUTE 'ALTER TABLE ${table} ADD "${new column}" int'; END $$;
            ALTER TABLE ${table} DROP COLUMN b;
            """);
    var migrations = folder.read(LayoutName.auto, Map.of("flyway.placeholders.more", "x"));
    assertThat(Folder.sql(migrations, "1"))
        .isEqualTo(
            """
            -- alice of app
            ALTER TABLE app.t OWNER TO alice;
            DO $$ BEGIN EXECUTE 'ALTER TABLE _table ADD "new_column" int'; END $$;
            ALTER TABLE _table DROP COLUMN b;
            """);
    assertThat(Folder.notes(migrations))
        .containsExactly(
            "V1__a.sql:3: no value is known for ${table}, which is taken for the name _table"
                + " (2 places)",
            "V1__a.sql:3: no value is known for ${new column}, which is taken for the name"
                + " new_column");
    var source = migrations.ordered().get(0).source();
    var drop = source.text().indexOf("DROP");
    assertThat(source.region(new Span(drop, drop + 4)).start().column()).isEqualTo(22);
  }

  @Test
  void namesAreAsTheyAreConfigured() throws IOException {
    folder
        .with(
            "flyway.conf",
            """
            flyway.sqlMigrationPrefix=mig
            flyway.sqlMigrationSeparator=-
            flyway.sqlMigrationSuffixes=.pgsql,.sql
            flyway.placeholderPrefix=#[
            flyway.placeholderSuffix=]
            flyway.placeholders.t=orders
            """)
        .with("sql/mig2-b.pgsql", "SELECT 2")
        .with("sql/mig10-c.sql", "ALTER TABLE #[t] ADD a int")
        .with("sql/mig1-a.SQL", "SELECT '${t}'");
    var migrations = folder.read();
    assertThat(Folder.names(migrations)).containsExactly("1", "2", "10");
    assertThat(Folder.sql(migrations, "10")).isEqualTo("ALTER TABLE orders ADD a int");
    assertThat(Folder.sql(migrations, "1")).isEqualTo("SELECT '${t}'");
  }

  @Test
  void dataOfCopyIsSkippedAndWhatFollowsKeepsItsPlace() throws IOException {
    folder.with("V1__a.sql", "COPY t FROM STDIN;\r\n1\t${x};\r\n\\.\r\nSELECT 1;");
    var migrations = folder.read();
    assertThat(Folder.notes(migrations))
        .containsExactly("V1__a.sql:2: data of COPY, which is not judged");
    assertThat(Folder.sql(migrations, "1")).endsWith("\r\nSELECT 1;").doesNotContain("${x}");
  }
}
