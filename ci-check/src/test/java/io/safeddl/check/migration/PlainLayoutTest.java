package io.safeddl.check.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.check.migration.Migration.InTransaction;
import io.safeddl.sql.Script;
import io.safeddl.sql.Span;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose order is that of their names. */
class PlainLayoutTest {
  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void prepare() {
    folder = new Folder(directory);
  }

  private String only(Migrations migrations) {
    assertThat(migrations.ordered()).hasSize(1);
    var statements = Script.parse(migrations.ordered().get(0).source().text()).statements();
    return String.join(
        "; ", statements.stream().filter(s -> !s.tokens().isEmpty()).map(s -> s.text()).toList());
  }

  @Test
  void foldersAndFilesAreReadByTheirNumbers() throws IOException {
    folder
        .with("10_last/up.sql", "SELECT 10")
        .with("10_last/down.sql", "DROP TABLE t")
        .with("2_first/up.sql", "SELECT 2")
        .with("2_first/down.sql", "DROP TABLE t");
    var migrations = folder.read();
    assertThat(migrations.ordered())
        .extracting(it -> it.source().text())
        .containsExactly("SELECT 2", "SELECT 10");
    assertThat(Folder.transactions(migrations)).containsOnly(InTransaction.ONE_TEXT);
    assertThat(Folder.notes(migrations))
        .containsExactly("down.sql:1: undoes a migration: not judged (2 files)");
  }

  @Test
  void upAndDownFiles() throws IOException {
    folder.with("1_a.up.sql", "SELECT 1").with("1_a.down.sql", "DROP TABLE t");
    assertThat(only(folder.read())).isEqualTo("SELECT 1");
  }

  @Test
  void dbmate() throws IOException {
    folder.with(
        "1_a.sql",
        """
        -- migrate:up transaction:false
        CREATE INDEX CONCURRENTLY i ON t (a);

        -- migrate:down
        DROP INDEX i;
        """);
    var migrations = folder.read();
    assertThat(only(migrations)).isEqualTo("CREATE INDEX CONCURRENTLY i ON t (a)");
    assertThat(Folder.transactions(migrations)).containsExactly(InTransaction.ONE_TEXT);
  }

  @Test
  void goose() throws IOException {
    folder.with(
        "1_a.sql",
        """
        -- +goose NO TRANSACTION
        -- +goose Up
        SELECT 1;
        -- +goose StatementBegin
        SELECT 2;
        -- +goose StatementEnd
        -- +goose Down
        DROP TABLE t;
        """);
    var migrations = folder.read();
    assertThat(only(migrations)).isEqualTo("SELECT 1; SELECT 2");
    assertThat(Folder.transactions(migrations)).containsExactly(InTransaction.EACH_ITS_OWN);
  }

  @Test
  void myBatis() throws IOException {
    folder.with("1_a.sql", "-- // a\nSELECT 1;\n-- //@UNDO\nDROP TABLE t;\n");
    var migrations = folder.read();
    assertThat(only(migrations)).isEqualTo("SELECT 1");
    assertThat(Folder.transactions(migrations)).containsExactly(InTransaction.ONE);
  }

  @Test
  void sqitchGoesByItsPlan() throws IOException {
    folder
        .with(
            "sqitch.plan",
            "%syntax-version=1.0.0\n%project=x\n\nusers 2026-01-01T00:00:00Z A <a@b.c> # x\n@v1 2026-01-01T00:00:00Z A <a@b.c>\nadd [users] 2026-01-02T00:00:00Z A <a@b.c>\n")
        .with("deploy/add.sql", "BEGIN; ALTER TABLE users ADD a int; COMMIT;")
        .with("deploy/users.sql", "BEGIN; CREATE TABLE users (); COMMIT;")
        .with("revert/add.sql", "DROP TABLE users")
        .with("verify/add.sql", "SELECT 1");
    assertThat(folder.read().ordered())
        .extracting(it -> it.source().file().shortName())
        .containsExactly("users.sql", "add.sql");
  }

  @Test
  void whatBelongsToNoToolIsTakenAsPsqlTakesIt() throws IOException {
    folder.with("schema.sql", "\\set x 1\r\nBEGIN;\r\nSELECT 1;\r\n");
    var migrations = folder.read();
    assertThat(Folder.transactions(migrations)).containsExactly(InTransaction.EACH_ITS_OWN);
    assertThat(Folder.notes(migrations))
        .containsExactly("schema.sql:1: a command of psql, which is not judged");
    var source = migrations.ordered().get(0).source();
    var select = source.text().indexOf("SELECT");
    assertThat(source.region(new Span(select, select + 6)).start().line()).isEqualTo(3);
  }
}
