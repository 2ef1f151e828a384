package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the backfill as a user calls them. */
class CommandsTest {
  @TempDir Path folder;

  private TestDatabase database;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void open() throws SQLException {
    database = TestPostgres.server(18).createDatabase();
    execute(
        "CREATE TABLE t (id int PRIMARY KEY, n int, n_big bigint);"
            + "INSERT INTO t SELECT g, g FROM generate_series(1, 2000) g");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aFillFromItsBeginToItsEnd() throws Exception {
    var spec = spec("set: {n_big: n + 1}\nwhere: n_big is null");
    assertThat(run("status", spec)).isEqualTo(2);
    assertThat(err.toString()).contains("there is no job of this spec");

    assertThat(run("run", spec, "--workers", "2")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("Done.").contains("2000 rows written");

    assertThat(run("status", spec)).isZero();
    assertThat(out.toString()).contains("public.t [n_big]: filled, 2000 rows written");
    assertThat(run("status", "--format", "json")).isZero();
    var job =
        JsonParser.parseString(out.toString())
            .getAsJsonObject()
            .getAsJsonArray("jobs")
            .get(0)
            .getAsJsonObject();
    assertThat(job.get("rows").getAsLong()).isEqualTo(2000);
    assertThat(job.get("share").getAsDouble()).isEqualTo(1);
    assertThat(run("status", "--format", "prometheus")).isZero();
    assertThat(out.toString())
        .contains("safeddl_backfill_rows_total{job=\"1\",table=\"public.t\"} 2000\n")
        .contains("# TYPE safeddl_backfill_filled gauge");
  }

  @Test
  void whatNobodyWorksOnHasNoPaceAndNoEnd() throws Exception {
    var spec = spec("set: {n_big: 1 / (n % 10)}\nwhere: n_big is null");
    assertThat(run("run", spec, "--quarantine", "20")).isEqualTo(1);
    assertThat(run("status", spec)).isZero();
    assertThat(out.toString())
        .contains("walk ", "rows written", "21 rows cannot be written")
        .doesNotContain(" 0 rows written", "rows/s", " left");
    assertThat(run("status", "--format", "json")).isZero();
    assertThat(out.toString()).contains("\"rowsPerSecond\": 0", "\"remainingMs\": null");
    assertThat(run("status", "--format", "prometheus")).isZero();
    assertThat(out.toString())
        .contains("safeddl_backfill_workers{job=\"1\",table=\"public.t\"} 0\n");
  }

  @Test
  void pausedIsThreeCancelledIsOneAndResumedGoesOn() throws Exception {
    var spec = spec("set: {n_big: n + 1}\nwhere: n_big is null");
    assertThat(run("pause", spec)).isEqualTo(2);
    assertThat(run("run", spec)).isZero();
    execute("UPDATE t SET n_big = NULL");

    assertThat(run("pause", spec)).isZero();
    assertThat(run("run", spec)).isEqualTo(3);
    assertThat(run("cancel", spec)).isZero();
    assertThat(run("run", spec)).isEqualTo(1);
    assertThat(run("resume", spec)).isZero();
    assertThat(run("run", spec)).isZero();
    assertThat(out.toString()).contains("4000 rows written");
  }

  @Test
  void whatIsWrongIsSaidAndNothingIsDone() throws Exception {
    assertThat(run("run", spec("set: {n_bog: n}\nwhere: n_bog is null"))).isEqualTo(2);
    assertThat(err.toString()).contains("has no column n_bog");
    assertThat(run("run", spec("columns: [{from: n, to: n_big, type: bigint}]"))).isEqualTo(1);
    assertThat(err.toString()).contains("there is no trigger").contains("`expand` anew");
    assertThat(run("run", spec("set: {n_big: n}\nwhere: n_big is nul"))).isEqualTo(2);
    assertThat(run("run", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(run("run", spec("set: {n_big: n}\nwhere: n_big is null"), "--workers", "0"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--workers");
    assertThat(run("run", spec("set: {n_big: n}\nwhere: n_big is null"), "--lease", "1ms"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--lease");
    assertThat(run("status", "--state-schema", "")).isEqualTo(2);
    assertThat(err.toString()).contains("--state-schema").contains("of 1 to 63 bytes");
    assertThat(run("status", "--format", "xml")).isEqualTo(2);
  }

  @Test
  void anotherSpecForTheSameColumnsIsNotMixedIn() throws Exception {
    var first = spec("set: {n_big: 1000 / (n - 7)}\nwhere: n_big is null");
    assertThat(run("run", first)).isEqualTo(1);

    var second = spec("set: {n_big: n + 2}\nwhere: n_big is null");
    assertThat(run("run", second)).isEqualTo(2);
    assertThat(err.toString())
        .contains("this is not the spec with which job 1 was begun")
        .contains("set.n_big was 1000 / (n - 7), is n + 2");
    assertThat(run("cancel", first)).isZero();
    assertThat(run("run", second)).isZero();
    assertThat(out.toString()).contains("1 rows written");
    // What is done makes room as well.
    execute("UPDATE t SET n_big = NULL WHERE id < 5");
    assertThat(run("run", spec("set: {n_big: n + 3}\nwhere: n_big is null"))).isZero();
    assertThat(out.toString()).contains("4 rows written");
  }

  private String spec(String text) throws IOException {
    var file = Files.createTempFile(folder, "spec", ".yaml");
    Files.writeString(file, "table: public.t\n" + text + "\n");
    return file.toString();
  }

  private int run(String command, String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    var line = new ArrayList<>(List.of(command));
    line.addAll(List.of(arguments));
    line.addAll(
        List.of(
            "--url",
            database.safeDdlUrl(),
            "--user",
            database.user(),
            "--password",
            database.password()));
    return Main.run(
        line.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
