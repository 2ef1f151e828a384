package io.safeddl.check.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.check.Cli;
import io.safeddl.check.migration.Migration.InTransaction;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flyway itself, on a server: what the layout says of order, transactions and placeholders is what
 * it does. Each file notes the transaction in which its statements ran.
 */
class FlywayItselfTest {
  private static final String NOTE =
      "INSERT INTO log (file, tx, said) VALUES ('${flyway:filename}', txid_current(), '%s');%n";

  /** Kept, so that its level stays. */
  private static final Logger LOGGER = Logger.getLogger("org.flywaydb");

  @TempDir private Path directory;

  private static String noted(String sql) {
    return NOTE.formatted("before") + sql + "\n" + NOTE.formatted("behind");
  }

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("V0.1__log.sql", "CREATE TABLE log (n serial, file text, tx bigint, said text);");
    files.put("V1_10__late.sql", noted("SELECT 1;"));
    files.put("V1.9__early.sql", noted("SELECT 1;"));
    files.put("sub/V002__table.sql", noted("CREATE TABLE t (a int, b int);"));
    files.put("V3__index.sql", noted("CREATE INDEX CONCURRENTLY i ON t (a);"));
    files.put("V4__comment.sql", noted("-- VACUUM\nSELECT 'VACUUM' /* DISCARD ALL */;"));
    files.put("V5__vacuum.sql", noted("VACUUM (ANALYZE) t;"));
    files.put("V6__dotted.sql", noted("DROP TABLE IF EXISTS vacuum, public.reindex;"));
    files.put("V7__reindex.sql", noted("REINDEX (VERBOSE) SCHEMA public;"));
    files.put("V8__told.sql", noted("SELECT 1;"));
    files.put("V8__told.sql.conf", "executeInTransaction=false");
    files.put("V9__drop.sql", noted("DROP INDEX CONCURRENTLY IF EXISTS i;"));
    files.put("V10__placeholder.sql", NOTE.formatted("${Who}-$${who}") + "SELECT $$${who}$$;");
    files.put("V11__literal.sql", "INSERT INTO log (file, tx, said) VALUES ('V11', 0, '${who}');");
    files.put("V11__literal.sql.conf", "placeholderReplacement=false");
    files.put("V20260101120000__stamp.sql", noted("SELECT 1;"));
    files.put("R__zebra.sql", noted("SELECT 1;"));
    files.put("R__ant_hill.sql", noted("SELECT 1;"));
    files.put("V12_not_one.sql", noted("SELECT 1;"));
    files.put("U2__table.sql", "DROP TABLE t;");
    return files;
  }

  @Test
  void theLayoutSaysWhatFlywayDoes() throws Exception {
    var folder = new Folder(directory);
    for (var file : files().entrySet()) {
      folder.with(file.getKey(), file.getValue());
    }
    var settings =
        Map.of(
            "flyway.mixed", "true",
            "flyway.placeholders.who", "somebody",
            "flyway.postgresql.transactional.lock", "false");
    var migrations = folder.read(LayoutName.flyway, settings);
    try (var database = TestPostgres.server().createDatabase()) {
      migrate(database, settings);
      assertThat(migrations.ordered())
          .extracting(it -> it.source().file().shortName())
          .containsExactlyElementsOf(history(database));
      for (var migration : migrations.ordered()) {
        var file = migration.source().file().shortName();
        var transactions =
            rows(database, "SELECT DISTINCT tx FROM log WHERE file = '" + file + "'");
        if (rows(database, "SELECT 1 FROM log WHERE file = '" + file + "'").size() == 2) {
          assertThat(migration.transaction())
              .as(file)
              .isEqualTo(transactions.size() == 1 ? InTransaction.ONE : InTransaction.EACH_ITS_OWN);
        }
      }
      var said = rows(database, "SELECT said FROM log WHERE file = 'V10__placeholder.sql'").get(0);
      assertThat(Folder.sql(migrations, "10")).contains("'" + said + "'");
      assertThat(Folder.sql(migrations, "11")).contains("'${who}'");
    }
  }

  @Test
  void theNewestBaselineStandsForAllBeforeIt() throws Exception {
    var folder = new Folder(directory);
    for (var name : List.of("V1", "V2", "B2", "V2.1", "B3.0", "V3", "V4", "V10", "R", "U4")) {
      folder.with(name + "__it.sql", "SELECT 1;");
    }
    folder.with("sub/V3.0.1__behind.sql", "SELECT 1;").with("B__none.sql", "SELECT 1;");
    var migrations = folder.read(LayoutName.flyway, Map.of());
    try (var database = TestPostgres.server().createDatabase()) {
      migrate(database, Map.of());
      assertThat(migrations.ordered())
          .extracting(it -> it.source().file().shortName())
          .containsExactlyElementsOf(history(database))
          .startsWith("B3.0__it.sql", "V3.0.1__behind.sql", "V4__it.sql");
    }
  }

  @Test
  void whatFlywayRunsInATransactionAndTheServerDoesNotIsFound() throws Exception {
    new Folder(directory)
        .with("V1__table.sql", "CREATE TABLE t (a int); CREATE INDEX i ON t (a);")
        .with("V2__reindex.sql", "REINDEX INDEX CONCURRENTLY i;");
    var checked = Cli.run(Map.of(), "", "--quiet", directory.toString());
    assertThat(checked.out())
        .contains("V2__reindex.sql:1:1: error [concurrently-in-transaction]")
        .doesNotContain("V1__table.sql:1:1: error");
    try (var database = TestPostgres.server().createDatabase()) {
      assertThatThrownBy(() -> migrate(database, Map.of()))
          .hasMessageContaining("REINDEX CONCURRENTLY cannot run inside a transaction block");
    }
  }

  private void migrate(TestDatabase database, Map<String, String> settings) {
    LOGGER.setLevel(Level.WARNING);
    var all = new LinkedHashMap<>(settings);
    all.put("flyway.locations", "filesystem:" + directory);
    all.put("flyway.ignoreMigrationPatterns", "*:ignored");
    Flyway.configure()
        .configuration(all)
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .load()
        .migrate();
  }

  private static List<String> history(TestDatabase database) throws SQLException {
    return rows(
        database,
        "SELECT regexp_replace(script, '.*/', '') FROM flyway_schema_history"
            + " WHERE success ORDER BY installed_rank");
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
