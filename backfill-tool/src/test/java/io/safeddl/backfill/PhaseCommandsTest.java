package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change as a user makes it: command after command. */
class PhaseCommandsTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private TestDatabase owner;
  private Connection connection;
  private Path spec;

  @BeforeEach
  void make() throws Exception {
    owner = TestPostgres.server().createDatabase();
    connection = owner.connect();
    execute(
        """
        CREATE TABLE file (id int PRIMARY KEY, size int NOT NULL DEFAULT 5);
        CREATE INDEX file_size ON file (size);
        INSERT INTO file SELECT n, n * 10 FROM generate_series(1, 3000) n;
        """);
    spec = folder.resolve("file.yaml");
    Files.writeString(
        spec, "{table: public.file, columns: [{from: size, to: size_big, type: bigint}]}");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    owner.close();
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int run(String command, String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var words = new String[7 + more.length];
    System.arraycopy(
        new String[] {
          command, "--url", owner.jdbcUrl(), "--user", owner.user(), "--password", owner.password()
        },
        0,
        words,
        0,
        7);
    System.arraycopy(more, 0, words, 7, more.length);
    return Main.run(words, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private int run(String command) {
    return run(command, new String[] {spec.toString()});
  }

  @Test
  void fromExpandToContract() throws SQLException {
    assertThat(run("drift")).isEqualTo(1);
    assertThat(out.toString()).contains("there is no trigger");
    assertThat(run("rollback")).isEqualTo(1);
    assertThat(err.toString()).contains("there is nothing to take back");
    assertThat(run("expand")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("carried over: the index file_size");
    assertThat(run("drift", new String[0])).isZero();
    assertThat(out.toString()).contains("job 1 on public.file: in force");
    assertThat(run("verify", "--pending", spec.toString())).isEqualTo(1);
    assertThat(run("cutover")).isEqualTo(1);
    assertThat(err.toString())
        .contains("the cutover must wait:", "`run` to its end", "`verify`", "file_size_new");
    assertThat(run("run")).as(err.toString()).isZero();
    assertThat(run("build")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("CREATE INDEX CONCURRENTLY file_size_new");
    assertThat(run("verify")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("Every row is right.");
    assertThat(run("cutover")).as(err.toString()).isZero();
    execute("INSERT INTO file (id, size) VALUES (4000, 3000000000)");
    assertThat(run("rollback")).isEqualTo(1);
    assertThat(out.toString()).contains("  id = 4000");
    assertThat(err.toString()).contains("would be lost", "was NOT NULL");
    execute("UPDATE file SET size = 3 WHERE id = 4000");
    assertThat(run("rollback")).as(err.toString()).isZero();
    assertThat(run("cutover")).isEqualTo(1);
    assertThat(err.toString()).contains("the rows are not compared");
    assertThat(run("verify")).as(err.toString()).isZero();
    assertThat(run("cutover")).as(err.toString()).isZero();
    assertThat(run("drift")).isZero();
    assertThat(run("contract")).as(err.toString()).isZero();
    execute("INSERT INTO file (id, size) VALUES (4001, 3000000000)");
    assertThat(run("contract")).isEqualTo(1);
  }

  @Test
  void whatIsWrongIsSaidAndNotShownAsAStackTrace() throws Exception {
    Files.writeString(spec, "{table: public.file, column: [{from: size}]}");
    assertThat(run("expand")).isEqualTo(2);
    assertThat(err.toString())
        .contains(":1:", "column: there is no such key; the nearest is columns");
    assertThat(run("expand", "none.yaml")).isEqualTo(2);
    assertThat(err.toString()).contains("none.yaml").doesNotContain("\tat ");
    Files.writeString(spec, "{table: public.none, columns: [{from: a, to: b, type: int}]}");
    assertThat(run("verify")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no table public.\"none\" in this database");
    Files.writeString(spec, "{table: public.file, set: {size: '1'}, where: size > 1}");
    assertThat(run("expand")).isEqualTo(2);
    assertThat(err.toString()).contains("`run` does all of that");
    assertThat(run("verify")).isEqualTo(1);
    assertThat(out.toString()).contains("3000 rows still want to be filled");
  }
}
