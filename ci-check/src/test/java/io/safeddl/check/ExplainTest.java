package io.safeddl.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published JSON of {@code explain}, and how its input is read. */
class ExplainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String standardInput, String... args) {
    var in = new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8));
    return Main.run(args, Map.of(), in, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private JsonArray statements(String sql, String... more) {
    var args = new String[more.length + 4];
    System.arraycopy(more, 0, args, 4, more.length);
    args[0] = "explain";
    args[1] = "--format";
    args[2] = "json";
    args[3] = "-";
    assertThat(run(sql, args)).as(err.toString()).isZero();
    var json = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(json.get("version").getAsInt()).isEqualTo(1);
    return json.getAsJsonArray("statements");
  }

  private JsonObject only(String sql, String... more) {
    var statements = statements(sql, more);
    assertThat(statements).hasSize(1);
    return statements.get(0).getAsJsonObject();
  }

  @Test
  void anIndexOnALargeTableIsReplacedByItsConcurrentForm() {
    var it = only("\n\nCREATE INDEX i ON public.orders (customer_id);");
    assertThat(it.get("file").getAsString()).isEqualTo("<stdin>");
    assertThat(it.get("line").getAsInt()).isEqualTo(3);
    assertThat(it.get("kind").getAsString()).isEqualTo("CREATE INDEX");
    assertThat(it.get("text").getAsString())
        .isEqualTo("CREATE INDEX i ON public.orders (customer_id)");
    var lock = it.getAsJsonArray("locks").get(0).getAsJsonObject();
    assertThat(lock.get("mode").getAsString()).isEqualTo("SHARE");
    assertThat(lock.get("held").getAsString()).isEqualTo("build");
    assertThat(lock.get("relation").getAsString()).isEqualTo("public.orders");
    assertThat(it.get("decision").getAsString()).isEqualTo("replace");
    var step = it.getAsJsonArray("steps").get(0).getAsJsonObject();
    assertThat(step.get("sql").getAsString())
        .isEqualTo("CREATE INDEX CONCURRENTLY i ON public.orders (customer_id)");
    assertThat(step.get("transaction").getAsBoolean()).isFalse();
  }

  @Test
  void aRewriteIsNamedAndRefused() {
    var it = only("ALTER TABLE orders ALTER COLUMN id TYPE bigint");
    assertThat(it.getAsJsonArray("actions").get(0).getAsString()).isEqualTo("ALTER COLUMN TYPE");
    assertThat(it.getAsJsonArray("rewrites")).isNotEmpty();
    assertThat(it.get("decision").getAsString()).isEqualTo("refuse");
    assertThat(it.getAsJsonArray("findings")).isNotEmpty();
  }

  @Test
  void aTableThatTheSameTransactionCreatesNeedsNoCare() {
    var sql = "CREATE TABLE t (id int PRIMARY KEY); CREATE INDEX i ON t (id)";
    var index = statements(sql, "--in-transaction", "always").get(1).getAsJsonObject();
    assertThat(index.get("decision").getAsString()).isIn("pass", "guard");
  }

  @Test
  void withoutATransactionEachStatementIsJudgedByItself() {
    var sql = "INSERT INTO orders VALUES (1); CREATE INDEX i ON orders (c);";
    assertThat(decision(sql, "auto")).isEqualTo("replace");
    assertThat(decision(sql, "always")).isEqualTo("refuse");
    assertThat(decision("BEGIN; " + sql + " COMMIT", "auto")).isEqualTo("refuse");
  }

  @Test
  void aTransactionOfNothingButDdlIsCommittedEarly() {
    var sql = "ALTER TABLE orders ADD COLUMN c int; CREATE INDEX i ON orders (c);";
    assertThat(decision(sql, "always")).isEqualTo("replace");
    assertThat(decision("BEGIN; " + sql + " COMMIT", "auto")).isEqualTo("replace");
  }

  /** Of the index. */
  private String decision(String sql, String inTransaction) {
    out.getBuffer().setLength(0);
    for (var statement : statements(sql, "--in-transaction", inTransaction)) {
      if (statement.getAsJsonObject().get("kind").getAsString().equals("CREATE INDEX")) {
        return statement.getAsJsonObject().get("decision").getAsString();
      }
    }
    throw new AssertionError("no CREATE INDEX in " + out);
  }

  @Test
  void anActionMayBeUnknownOnAnOlderServer() {
    var sql = "ALTER TABLE t ALTER COLUMN c SET EXPRESSION AS (a + 1)";
    assertThat(only(sql, "--pg-version", "18").getAsJsonArray("actions").get(0).getAsString())
        .isEqualTo("SET EXPRESSION");
    assertThat(run("", "explain", "--pg-version", "9", "-")).isEqualTo(2);
  }

  @Test
  void textShowsTheSameForPeople() {
    assertThat(run("CREATE INDEX i ON orders (a);", "explain", "-")).isZero();
    assertThat(out.toString())
        .contains("<stdin>:1: CREATE INDEX i ON orders (a)")
        .contains("replace")
        .contains("outside a transaction: CREATE INDEX CONCURRENTLY i ON orders (a)");
  }

  @Test
  void aFolderIsReadInTheOrderOfItsNumbers(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("V10__b.sql"), "SELECT 10;");
    Files.writeString(folder.resolve("V2__a.sql"), "\uFEFFSELECT 2;");
    Files.writeString(folder.resolve("notes.txt"), "no SQL");
    assertThat(run("", "explain", folder.toString())).isZero();
    assertThat(out.toString()).containsSubsequence("SELECT 2", "SELECT 10").doesNotContain("notes");
  }

  @Test
  void whatCannotBeReadIsSaidAndIsWrongUse(@TempDir Path folder) throws IOException {
    var latin1 = Files.write(folder.resolve("latin1.sql"), new byte[] {'-', '-', ' ', (byte) 0xe9});
    assertThat(run("", "explain", latin1.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("latin1.sql is not UTF-8");
    assertThat(run("", "explain", folder.resolve("missing.sql").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("missing.sql");
    assertThat(run("", "explain")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void commentsAloneAreNoStatement() {
    assertThat(statements("-- nothing here\n;;")).isEmpty();
  }
}
