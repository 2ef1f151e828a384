package io.safeddl.check.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.safeddl.check.Cli;
import io.safeddl.check.ExitCode;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import io.safeddl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --trace URL}: what a server does is told, and nothing is left there. */
class TraceTest {
  private static final TestServer SERVER = TestPostgres.server(18);

  @TempDir Path folder;

  @AfterEach
  void noDatabaseIsLeft() throws SQLException {
    assertThat(names("SELECT datname FROM pg_database WHERE datname LIKE 'safeddl_trace_%'"))
        .isEmpty();
  }

  private static List<String> names(String sql) throws SQLException {
    var names = new ArrayList<String>();
    try (var connection = SERVER.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private void file(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private Cli.Result trace(String... more) {
    var arguments = new ArrayList<>(List.of("--trace", SERVER.url("postgres")));
    arguments.addAll(List.of("--fail-on", "never"));
    arguments.addAll(List.of(more));
    arguments.add(folder.toString());
    return Cli.run(environment(), "", arguments.toArray(String[]::new));
  }

  private static Map<String, String> environment() {
    return Map.of("PGUSER", SERVER.user(), "PGPASSWORD", SERVER.password());
  }

  private List<JsonObject> traced(String... more) {
    var all = new ArrayList<>(List.of("--format", "json"));
    all.addAll(List.of(more));
    var result = trace(all.toArray(String[]::new));
    assertThat(result.out()).as(result.err()).startsWith("{");
    var trace = JsonParser.parseString(result.out()).getAsJsonObject().getAsJsonObject("trace");
    var statements = new ArrayList<JsonObject>();
    trace.getAsJsonArray("statements").forEach(it -> statements.add(it.getAsJsonObject()));
    return statements;
  }

  private static String outcomes(List<JsonObject> statements) {
    return String.join(
        ",", statements.stream().map(it -> it.get("outcome").getAsString()).toList());
  }

  @Test
  void locksRewritesScansAndBuildsAreToldBesideThePrediction() throws IOException {
    file("V1__a.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text);");
    file(
        "V2__b.sql",
        "ALTER TABLE orders ADD COLUMN key uuid DEFAULT gen_random_uuid();",
        "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;",
        "CREATE INDEX orders_note_idx ON orders (note);");
    file(
        "V3__c.sql",
        "CREATE FUNCTION slow(text) RETURNS text IMMUTABLE LANGUAGE plpgsql",
        "  AS $$ BEGIN PERFORM pg_sleep(0.3); RETURN $1; END $$;",
        "INSERT INTO orders VALUES (1, 'a');");
    // Long enough to be seen from outside, also on a busy machine.
    file("V4__d.sql", "CREATE INDEX CONCURRENTLY orders_key_idx ON orders (slow(note));");
    var result = trace();
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .contains("Trace on PostgreSQL 18")
        .containsPattern("lock +public.orders +ACCESS EXCLUSIVE \\(rewrite\\) +ACCESS EXCLUSIVE, ")
        .containsPattern("rewrite +public.orders +.* +rewritten +agrees")
        .containsPattern("scan +public.orders +read for not null +read +agrees")
        .containsPattern("build +public.orders +index orders_note_idx +built +agrees")
        .contains("7 statements ran, as predicted.");
    var last = traced().get(6);
    assertThat(last.get("outsideTransaction").getAsBoolean()).isTrue();
    assertThat(last.getAsJsonArray("locks").toString())
        .contains("\"relation\":\"public.orders\",\"mode\":\"SHARE UPDATE EXCLUSIVE\"");
  }

  /** Flyway runs V2 in one transaction: what its first statement locks is held to the end. */
  @Test
  void aLockIsHeldUntilTheTransactionOfTheToolEnds() throws IOException {
    file("V1__a.sql", "CREATE TABLE a (b int); CREATE TABLE c (d int);");
    file("V2__b.sql", "ALTER TABLE a ADD e int; SELECT pg_sleep(0.2); ALTER TABLE c ADD f int;");
    var statements = traced();
    var lock = statements.get(2).getAsJsonArray("locks").get(0).getAsJsonObject();
    assertThat(lock.get("relation").getAsString()).isEqualTo("public.a");
    assertThat(lock.get("toUs").getAsLong() - lock.get("fromUs").getAsLong())
        .isGreaterThan(200_000);
    assertThat(lock.get("toUs").getAsLong())
        .isEqualTo(statements.get(4).get("releasedUs").getAsLong());
    var alone = traced("--in-transaction", "never").get(2).getAsJsonArray("locks").get(0);
    assertThat(
            alone.getAsJsonObject().get("toUs").getAsLong()
                - alone.getAsJsonObject().get("fromUs").getAsLong())
        .isLessThan(200_000);
  }

  @Test
  void whatFailsIsAFindingAndEndsTheTrace() throws IOException {
    file("V1__a.sql", "CREATE TABLE a (b int);");
    file("V2__b.sql", "ALTER TABLE a ADD c int; ALTER TABLE a ADD c int; ALTER TABLE a ADD d int;");
    file("V3__c.sql", "CREATE TABLE never (a int);");
    var result = trace();
    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out())
        .contains("failed: ERROR: column \"c\" of relation \"a\" already exists")
        .contains(
            "2 statements ran, as predicted, and then "
                + folder.resolve("V2__b.sql")
                + ":1 failed.")
        .doesNotContain("ADD d int;  ");
    assertThat(outcomes(traced())).isEqualTo("ran,ran,failed");
  }

  @Test
  void whatTheServerLacksIsNamedWithTheCure() throws IOException {
    file("V1__a.sql", "CREATE TABLE a (b int); GRANT SELECT ON a TO nobody_of_that_name;");
    assertThat(trace().out())
        .contains(
            "role \"nobody_of_that_name\" does not exist (the scratch server has no such role")
        .contains("--trace-setup");
    file("V1__a.sql", "CREATE EXTENSION no_such_extension;");
    assertThat(trace().out())
        .contains("extension \"no_such_extension\" is not available (the scratch server lacks it");
  }

  @Test
  void theServerItselfIsLeftAlone() throws IOException, SQLException {
    file(
        "V1__a.sql",
        "CREATE ROLE safeddl_trace_role;",
        "CREATE TABLE a (b int);",
        "COMMENT ON DATABASE postgres IS 'changed';",
        "GRANT CONNECT ON DATABASE postgres TO PUBLIC;",
        "COPY a FROM PROGRAM 'echo 1';",
        "COMMENT ON TABLE a IS 'kept';");
    assertThat(outcomes(traced())).isEqualTo("left out,ran,left out,left out,left out,ran");
    assertThat(names("SELECT rolname FROM pg_roles WHERE rolname = 'safeddl_trace_role'"))
        .isEmpty();
    assertThat(trace().out()).contains("2 statements ran, as predicted, 4 left out.");
  }

  @Test
  void whatCommitsByItselfIsRunByItself() throws IOException {
    file(
        "a.sql",
        "CREATE TABLE a (b int);",
        "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO a VALUES (1); COMMIT; END $$;",
        "CALL p();",
        "DO $$ BEGIN INSERT INTO a VALUES (2); COMMIT; END $$;",
        "BEGIN; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; ALTER TABLE a ADD c int; COMMIT;",
        "SELECT 1 / (count(*) = 2)::int FROM a;");
    var statements = traced();
    assertThat(outcomes(statements)).isEqualTo("ran,ran,ran,ran,ran,ran,ran,ran,ran");
    assertThat(statements.get(2).get("outsideTransaction").getAsBoolean()).isTrue();
    assertThat(statements.get(1).get("outsideTransaction").getAsBoolean()).isFalse();
  }

  @Test
  void dataOfCopyAndPreparedTransactionsAreNoObstacle() throws IOException {
    file(
        "a.sql",
        "CREATE TABLE a (b int, c text);",
        "COPY a FROM stdin;",
        "1\tone",
        "2\ttwo",
        "\\.",
        "SELECT 1 / (count(*) = 2)::int FROM a;",
        "BEGIN; INSERT INTO a VALUES (3, 'three'); PREPARE TRANSACTION 'safeddl trace''s';");
    assertThat(outcomes(traced())).isEqualTo("ran,ran,ran,ran,ran,ran");
  }

  @Test
  void setupAndSeedComeBeforeWhatIsTraced() throws IOException {
    file("V1__a.sql", "CREATE TABLE app.a (b int);");
    var setup = folder.resolve("setup");
    Files.writeString(setup, "CREATE SCHEMA app;");
    var seed = folder.resolve("seed");
    Files.writeString(seed, "CREATE TABLE app.seeded AS SELECT 1;");
    file("V2__b.sql", "SELECT 1 / (count(*) = 1)::int FROM app.seeded;");
    assertThat(outcomes(traced("--trace-setup", setup.toString(), "--trace-seed", seed.toString())))
        .isEqualTo("ran,ran");
    Files.writeString(seed, "SELECT 1;\nSELECT 1 / 0;");
    var failed = trace("--trace-setup", setup.toString(), "--trace-seed", seed.toString());
    assertThat(failed.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(failed.out())
        .contains(seed + ":2 failed, which is to build the schema: ERROR: division by zero");
  }

  @Test
  void aRoleThatMayNotCreateADatabaseIsToldSo() throws IOException, SQLException {
    file("V1__a.sql", "CREATE TABLE a (b int);");
    try (var database = SERVER.createDatabase();
        var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE ROLE trace_weak LOGIN PASSWORD 'weak'");
      try {
        var result = asWeak(database);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
            .isEqualToIgnoringNewLines(
                "safeddl-check: --trace: the role trace_weak may not create a database to trace in;"
                    + " let a superuser run ALTER ROLE \"trace_weak\" CREATEDB, or use --trace"
                    + " embedded");
        statement.execute("ALTER ROLE trace_weak CREATEDB");
        assertThat(asWeak(database).exitCode()).isEqualTo(ExitCode.OK);
      } finally {
        statement.execute("DROP ROLE trace_weak");
      }
    }
  }

  private Cli.Result asWeak(TestDatabase database) {
    return Cli.run(
        Map.of("PGUSER", "trace_weak", "PGPASSWORD", "weak"),
        "",
        "--trace",
        database.jdbcUrl(),
        folder.toString());
  }

  @Test
  void aServerThatCannotBeUsedIsWrongUse() throws IOException {
    file("V1__a.sql", "CREATE TABLE a (b int);");
    for (var url :
        List.of("nonsense", "jdbc:mysql://localhost/x", "jdbc:postgresql://localhost:1/x")) {
      var result = Cli.run(environment(), "", "--trace", url, folder.toString());
      assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).startsWith("safeddl-check: --trace");
      assertThat(result.out()).isEmpty();
    }
  }

  @Test
  void thePageIsWrittenOrNothingIsDone() throws IOException {
    file("V1__a.sql", "CREATE TABLE a (b int);");
    var page = folder.resolve("trace.html");
    assertThat(trace("--report", page.toString()).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(page).content().contains("CREATE TABLE a (b int)");
    var nowhere = trace("--report", folder.resolve("no/such.html").toString());
    assertThat(nowhere.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(nowhere.err()).contains("there is no such folder");
    assertThat(nowhere.out()).isEmpty();
    var alone = Cli.run(Map.of(), "", "--report", page.toString(), folder.toString());
    assertThat(alone.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(alone.err()).contains("want --trace");
  }

  /** As by Ctrl-C, but with the signal that Java can send; what is left is looked for behind it. */
  @Test
  void whatIsInterruptedLeavesNothing() throws Exception {
    file("a.sql", "SELECT pg_sleep(60);");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.safeddl.check.Main",
                "--trace",
                SERVER.url("postgres"),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().putAll(environment());
    var process = builder.start();
    try {
      var sleeping = "SELECT datname FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'";
      while (process.isAlive() && names(sleeping).isEmpty()) {
        Thread.sleep(50);
      }
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("output"))).isTrue();
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }
}
