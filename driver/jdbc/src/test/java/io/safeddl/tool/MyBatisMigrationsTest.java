package io.safeddl.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.jdbc.SafeDdlDriver;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.ibatis.migration.FileMigrationLoader;
import org.apache.ibatis.migration.JdbcConnectionProvider;
import org.apache.ibatis.migration.operations.DownOperation;
import org.apache.ibatis.migration.operations.UpOperation;
import org.apache.ibatis.migration.options.DatabaseOperationOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MyBatis Migrations 3.5 with the one setting that it needs anyway: the driver's class. */
@Timeout(300)
class MyBatisMigrationsTest {
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

  private static final String HISTORY =
      "SELECT id || ' ' || description FROM changelog ORDER BY id";

  @TempDir private Path scripts;

  @BeforeEach
  void writeTheScripts() throws IOException {
    script(
        "20260101000000_changelog.sql",
        "CREATE TABLE changelog (id numeric(20, 0) PRIMARY KEY, applied_at varchar(25) NOT NULL,"
            + " description varchar(255) NOT NULL)",
        "DROP TABLE changelog");
    script(
        "20260102000000_index.sql",
        "CREATE INDEX file_name ON file (name)",
        "DROP INDEX file_name");
    script(
        "20260103000000_kinds.sql",
        "CREATE TABLE kind (id int PRIMARY KEY);\nINSERT INTO kind VALUES (1)",
        "DROP TABLE kind");
  }

  @Test
  void upAndDownLeaveWhatTheyLeaveWithoutTheDriver() throws SQLException {
    try (var plain = TestPostgres.server().createDatabase();
        var safe = TestPostgres.server().createDatabase()) {
      Matrix.execute(plain, Matrix.TABLES);
      Matrix.execute(safe, Matrix.TABLES);
      var large = safe.safeDdlUrl() + "?safeddl.assumeLarge=file";
      up(plain, "org.postgresql.Driver", plain.jdbcUrl());
      up(safe, SafeDdlDriver.class.getName(), large);
      Matrix.assertSame(plain, safe, HISTORY);
      assertThat(Matrix.query(safe, HISTORY)).hasSize(3);

      down(plain, "org.postgresql.Driver", plain.jdbcUrl());
      down(safe, SafeDdlDriver.class.getName(), large);
      Matrix.assertSame(plain, safe, HISTORY);
      Matrix.assertNothingLeft(safe);
      assertThat(Matrix.query(safe, HISTORY)).hasSize(1);
    }
  }

  /** As its API does by default, and its program with ignore_warnings=false. */
  @Test
  void whoTakesWarningsForErrorsStopsAtWhatWasReplaced() throws SQLException {
    try (var safe = TestPostgres.server().createDatabase()) {
      Matrix.execute(safe, Matrix.TABLES);
      assertThatThrownBy(
              () ->
                  new UpOperation()
                      .operate(
                          provider(
                              safe,
                              SafeDdlDriver.class.getName(),
                              safe.safeDdlUrl() + "?safeddl.assumeLarge=file"),
                          loader(),
                          new DatabaseOperationOption(),
                          NOWHERE))
          .hasMessageContaining("SQLWarning: SafeDDL [blocking-index-build]");
    }
  }

  private void up(TestDatabase database, String driver, String url) {
    new UpOperation().operate(provider(database, driver, url), loader(), option(), NOWHERE);
  }

  private void down(TestDatabase database, String driver, String url) {
    new DownOperation(2).operate(provider(database, driver, url), loader(), option(), NOWHERE);
  }

  /** What its program makes of the properties file that it writes. */
  private static DatabaseOperationOption option() {
    var option = new DatabaseOperationOption();
    option.setThrowWarning(false);
    option.setStopOnError(true);
    return option;
  }

  private static JdbcConnectionProvider provider(TestDatabase database, String driver, String url) {
    return new JdbcConnectionProvider(driver, url, database.user(), database.password());
  }

  private FileMigrationLoader loader() {
    return new FileMigrationLoader(scripts.toFile(), "UTF-8", new Properties());
  }

  private void script(String name, String up, String down) throws IOException {
    Files.writeString(
        scripts.resolve(name), String.format("-- // %s%n%s;%n-- //@UNDO%n%s;%n", name, up, down));
  }
}
