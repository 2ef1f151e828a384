package io.safeddl.check.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.check.Cli;
import io.safeddl.check.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --fix} writes, what it leaves, and what it says. */
class FixTest {
  private static final String TABLE = "CREATE TABLE t (a int, b int);\n";
  private static final String LIMIT = "SET LOCAL lock_timeout = '2s';\n";

  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** All files under the folder, by name. */
  private Map<String, String> texts() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return texts;
  }

  private Cli.Result fix(String... options) {
    List<String> words = new ArrayList<>(List.of("--fix"));
    words.addAll(List.of(options));
    words.add(folder.toString());
    return Cli.run(Map.of(), "", words.toArray(String[]::new));
  }

  private void isIdempotent() throws IOException {
    var before = texts();
    assertThat(fix().err()).contains("nothing was fixed");
    assertThat(texts()).isEqualTo(before);
  }

  @Test
  void thePageShowsWhatIsWritten() throws IOException {
    write(
        "db/migration/V1__shop.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, state text);\n");
    write(
        "db/migration/V7__find_orders.sql",
        """
        -- the page of a customer
        alter table orders add column customer bigint;
        create index orders_customer on orders (customer); -- lists them all

        alter table orders add check (state <> '');
        """);
    Pages.checkPart("fix.md", "fix-before", fenced("V7__find_orders.sql"));
    var result = fix();
    assertThat(result.exitCode()).as(result.err()).isZero();
    var after = new StringBuilder();
    for (var name : texts().keySet()) {
      if (!name.endsWith("V1__shop.sql")) {
        after.append(fenced(name.substring("db/migration/".length())));
      }
    }
    Pages.checkPart("fix.md", "fix-after", after.toString());
    Pages.checkPart(
        "fix.md", "fix-said", "```\n" + result.err().replace(folder + "/", "") + "```\n");
    isIdempotent();
  }

  private String fenced(String name) throws IOException {
    return "```sql\n-- " + name + "\n" + text("db/migration/" + name) + "```\n";
  }

  @Test
  void lineEndsTheMarkAndCommentsStay() throws IOException {
    write("V1__a.sql", TABLE);
    write(
        "V2__b.sql",
        """
        \uFEFF-- head

        create index i /* why */ on t (a); -- here
        /* then */
        ALTER TABLE t ADD /* inside */ CONSTRAINT c
         CHECK (a > 0);
        -- end
        """
            .replace("\n", "\r\n"));
    fix();
    assertThat(text("V2__b.sql"))
        .isEqualTo(
            "\uFEFF-- head\r\n\r\ncreate index concurrently i /* why */ on t (a); -- here\r\n");
    assertThat(text("V2.1__b.sql"))
        .isEqualTo(
            "/* then */\r\n/* inside */\r\n"
                + LIMIT.replace("\n", "\r\n")
                + "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;\r\n");
    assertThat(text("V2.2__b.sql")).isEqualTo("ALTER TABLE t VALIDATE CONSTRAINT c;\r\n-- end\r\n");
    isIdempotent();
  }

  @ParameterizedTest
  @CsvSource({
    "V7, V8, V7.1",
    "V7, V7.1, V7.0.1",
    "V7, V7.0.1, V7.0.0.1",
    "V7_1, V7_2, V7_1_1",
    "V20261120101500, V20261120101501, V20261120101500.1"
  })
  void versionsLieBeforeTheNextOne(String own, String next, String added) throws IOException {
    write("V1__a.sql", TABLE);
    write(own + "__b.sql", "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);\n");
    write(next + "__c.sql", "SELECT 1;\n");
    var result = fix();
    assertThat(text(added + "__b.sql"))
        .as(result.err())
        .isEqualTo("ALTER TABLE t VALIDATE CONSTRAINT c;\n");
    isIdempotent();
  }

  @Test
  void flywayIsToldOfATransactionWhereItWouldNotSee() throws IOException {
    write("V1__a.sql", TABLE);
    write(
        "V2__b.sql", "SET search_path TO app;\nALTER TABLE t ADD COLUMN c int;\nREINDEX TABLE t;");
    write("V2__b.sql.conf", "placeholderReplacement=false\n");
    fix();
    assertThat(text("V2.1__b.sql"))
        .isEqualTo("SET search_path TO app;\nREINDEX TABLE CONCURRENTLY t;\n");
    assertThat(text("V2.1__b.sql.conf"))
        .isEqualTo("placeholderReplacement=false\nexecuteInTransaction=false\n");
    assertThat(text("V2__b.sql.conf")).isEqualTo("placeholderReplacement=false\n");
    isIdempotent();
  }

  @Test
  void whatCannotBeSplitStaysWithAReason() throws IOException {
    var twice = "CREATE INDEX i ON t (a); CREATE INDEX j ON t (b);";
    write("V1__a.sql", TABLE);
    write("V2__b.sql", "DO $$ BEGIN ALTER TABLE t ADD CHECK (a > 0); END $$;");
    write("V3__b.sql", "LOCK TABLE t; CREATE INDEX i ON t (a);");
    write("V4__b.sql", "CREATE TEMP TABLE x (a int); CREATE INDEX i ON t (a);");
    write("V5__b.sql", "SAVEPOINT s; CREATE INDEX i ON t (a);");
    write("V6__b.sql", "ALTER TABLE t ALTER a TYPE bigint, ADD CHECK (a > 0);");
    write("V7__b.sql", "ALTER TABLE ${p}_x ADD UNIQUE (a);");
    write("R__b.sql", twice);
    var before = texts();
    assertThat(fix("--quiet").err())
        .contains("V2__b.sql:1: table-scan: it stands in a DO block")
        .contains("V3__b.sql:1: blocking-index-build: it locks a table")
        .contains("V4__b.sql:1: blocking-index-build: it makes a temporary table")
        .contains("V5__b.sql:1: blocking-index-build: it begins or ends transactions")
        .contains("V6__b.sql:1: add-check: nothing that is written in its place would cure table-")
        .contains("V7__b.sql:1: add-unique: the name p_x_a_key would be made from ${p}_x")
        .contains("R__b.sql:1: blocking-index-build: it takes 2 migrations");
    assertThat(texts()).isEqualTo(before);
  }

  @Test
  void whatABlockSetsHoldsForTheStatementsBehindIt() throws IOException {
    var index =
        "CREATE INDEX i%1$d ON t (a); INSERT INTO t VALUES (1); CREATE INDEX j%1$d ON t (b);";
    write("V1__a.sql", TABLE);
    write("V2__b.sql", "DO $$ BEGIN SET LOCAL search_path = app; END $$; " + index.formatted(2));
    write(
        "V3__b.sql",
        "DO $$ BEGIN PERFORM set_config('search_path', 'app', true); END $$; "
            + index.formatted(3));
    write("V4__b.sql", "DO $$ BEGIN EXECUTE 'SET ' || x; END $$; " + index.formatted(4));
    write("V5__b.sql", "CREATE PROCEDURE p() LANGUAGE sql AS 'SET search_path = app';");
    write("V6__b.sql", "CALL p(); " + index.formatted(6));
    write("V7__b.sql", "PREPARE q AS INSERT INTO t VALUES (1); EXECUTE q; " + index.formatted(7));
    write("V8__b.sql", "DO $$ BEGIN PERFORM 1; END $$; " + index.formatted(8));
    write(
        "plain/1.sql",
        "BEGIN; DO 'BEGIN SET LOCAL x.y = 1; END'; " + index.formatted(9) + "COMMIT;");
    write("plain/2.sql", "BEGIN; " + index.formatted(10) + "COMMIT AND CHAIN; SELECT 1; COMMIT;");
    var before = texts();
    var block = ":1: blocking-index-build: it runs a block that makes settings";
    assertThat(fix("--quiet").err())
        .contains("V2__b.sql" + block, "V3__b.sql" + block, "V4__b.sql" + block)
        .contains("V6__b.sql" + block)
        .contains("V7__b.sql:1: blocking-index-build: it prepares a statement")
        .contains("1.sql" + block)
        .contains("2.sql:1: blocking-index-build: it begins transactions by AND CHAIN");
    var after = texts();
    assertThat(after).as("a block that sets nothing ties nothing").containsKey("V8.1__b.sql");
    after.keySet().removeIf(it -> it.startsWith("V8"));
    before.keySet().removeIf(it -> it.startsWith("V8"));
    assertThat(after).isEqualTo(before);
  }

  @Test
  void whatPsqlJoinsStaysTogether() throws IOException {
    write("plain/1.sql", "SELECT 1 \\; CREATE INDEX i ON t (a);\nCREATE INDEX j ON t (b);\n");
    write("plain/2.sql", "SELECT 'CREATE INDEX k ON t (a)' \\gexec\n");
    var before = texts();
    assertThat(fix("--quiet").err())
        .contains("1.sql:1: blocking-index-build: \\; or \\gexec stands in its file")
        .contains("2.sql:1: blocking-index-build: \\; or \\gexec stands in its file");
    assertThat(texts()).isEqualTo(before);
  }

  @Test
  void theLastStatementMayDoWithoutASemicolon() throws IOException {
    write("V1__a.sql", TABLE);
    write("V2__b.sql", "ALTER TABLE t ADD COLUMN d int;\nCREATE INDEX i ON t (a) -- here; no more");
    write("plain/1.sql", "SET lock_timeout = '2s';\nCREATE INDEX CONCURRENTLY i ON t (a) -- here");
    write("V4__b.sql", "ALTER TABLE t ADD COLUMN e int -- here");
    write("V4__b.sql.conf", "executeInTransaction=false\n");
    fix();
    assertThat(text("V2.1__b.sql"))
        .isEqualTo("CREATE INDEX CONCURRENTLY i ON t (a); -- here; no more\n");
    assertThat(text("V4__b.sql"))
        .isEqualTo(
            "SET lock_timeout = '2s';\nALTER TABLE t ADD COLUMN e int; -- here\nRESET lock_timeout;\n");
    assertThat(text("plain/1.sql"))
        .isEqualTo(
            """
            SET lock_timeout = '2s';
            SET lock_timeout = 0;
            SET statement_timeout = 0;
            CREATE INDEX CONCURRENTLY i ON t (a); -- here
            SET lock_timeout = '2s';
            RESET statement_timeout;
            """);
    isIdempotent();
  }

  @Test
  void aPermissionStaysWithItsStatement() throws IOException {
    var allow = "-- safeddl:allow new-constraint: it is known\n";
    write("V1__a.sql", TABLE);
    write("V2__b.sql", allow + "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);\n");
    assertThat(fix("--fail-on=warning").exitCode()).isZero();
    assertThat(text("V2__b.sql"))
        .isEqualTo(LIMIT + allow + "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;\n");
  }

  @Test
  void placeholdersStay() throws IOException {
    write("V1__a.sql", "CREATE TABLE ${s}.t (a int);\n");
    write("V2__b.sql", "ALTER TABLE ${s}.t ADD CONSTRAINT c CHECK (a > 0);\n");
    fix("--set", "flyway.placeholders.s=shop");
    assertThat(text("V2__b.sql"))
        .isEqualTo(LIMIT + "ALTER TABLE ${s}.t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;\n");
    assertThat(text("V2.1__b.sql")).isEqualTo("ALTER TABLE ${s}.t VALIDATE CONSTRAINT c;\n");
  }

  @Test
  void changesetsAreSplitInTheirFile() throws IOException {
    write(
        "c.sql",
        """
        --liquibase formatted sql
        --changeset a:1
        CREATE TABLE t (a int, b int);
        --changeset "a b":2 labels:x stripComments:false
        ALTER TABLE t ADD COLUMN c int;
        CREATE INDEX i ON t (a);
        --rollback DROP INDEX i;

        --changeset a:3 endDelimiter:@@
        CREATE INDEX j ON t (b) @@
        """);
    assertThat(fix().err()).contains("c.sql:14: blocking-index-build: its statements end with");
    assertThat(text("c.sql"))
        .isEqualTo(
            """
            --liquibase formatted sql
            --changeset a:1
            CREATE TABLE t (a int, b int);
            --changeset "a b":2 labels:x stripComments:false
            SET LOCAL lock_timeout = '2s';
            ALTER TABLE t ADD COLUMN c int;
            --rollback DROP INDEX i;

            --changeset "a b":2-2 labels:x stripComments:false runInTransaction:false
            CREATE INDEX CONCURRENTLY i ON t (a);
            --rollback not required

            --changeset a:3 endDelimiter:@@
            CREATE INDEX j ON t (b) @@
            """);
    isIdempotent();
  }

  /** Its steps would fail where the statement itself only says that there is nothing to do. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t ADD COLUMN IF NOT EXISTS z int UNIQUE;\n",
        "ALTER TABLE IF EXISTS t ADD UNIQUE (a);\n"
      })
  void whatMayHaveNothingToDoIsLeftAlone(String statement) throws IOException {
    write("V1__a.sql", TABLE);
    write("V2__b.sql", LIMIT + statement);
    assertThat(fix().err()).contains("IF EXISTS or IF NOT EXISTS");
    assertThat(texts()).hasSize(2).containsEntry("V2__b.sql", LIMIT + statement);
  }

  /** What is taken back in the end must not stay, and nobody knows what ends an open one. */
  @ParameterizedTest
  @ValueSource(strings = {"ROLLBACK;\n", "", "PREPARE TRANSACTION 'p';\n"})
  void aTransactionThatIsNotCommittedIsLeftAlone(String end) throws IOException {
    write("1.sql", TABLE);
    var text =
        "BEGIN;\nSET LOCAL lock_timeout = '2s';\nUPDATE t SET b = 1 WHERE a = 1;\n"
            + "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);\n"
            + end;
    write("2.sql", text);
    assertThat(fix().err()).contains("does not end with COMMIT");
    assertThat(text("2.sql")).isEqualTo(text);
  }

  @Test
  void aTransactionOfTheTextIsCut() throws IOException {
    write("1.sql", TABLE);
    write(
        "2.sql",
        """
        BEGIN;
        SET LOCAL lock_timeout = '3s';
        CREATE INDEX i ON t (a);
        ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);
        COMMIT;
        \\echo done
        COPY t FROM stdin;
        1\t2;
        \\.
          CREATE INDEX j ON t (b)
          \\g
        """);
    fix();
    assertThat(text("2.sql"))
        .isEqualTo(
            """
            CREATE INDEX CONCURRENTLY i ON t (a);
            BEGIN;
            SET LOCAL lock_timeout = '3s';
            ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
            COMMIT;
            ALTER TABLE t VALIDATE CONSTRAINT c;
            \\echo done
            COPY t FROM stdin;
            1\t2;
            \\.
              CREATE INDEX CONCURRENTLY j ON t (b)
              \\g
            """);
    isIdempotent();
  }

  @Test
  void toolsThatCountGetTheNextNumbers() throws IOException {
    var both = "CREATE INDEX i ON t (a);\nALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);\n";
    write("dbmate/001_a.sql", "-- migrate:up\n" + both + "\n-- migrate:down\nDROP INDEX i;\n");
    write("goose/00001_a.sql", "-- +goose Up\n" + both + "-- +goose Down\nDROP INDEX i;\n");
    write("go/1_a.up.sql", both);
    write("go/1_a.down.sql", "DROP INDEX i;\n");
    write("prisma/20260101000000_a/migration.sql", both);
    write("diesel/2026-01-01-000009_a/up.sql", both);
    write(
        "mybatis/2026_a.sql", "-- // a\nALTER TABLE t ADD CHECK (a > 0);\n-- //@UNDO\nSELECT 1;\n");
    var result = fix();
    var concurrently = "CREATE INDEX CONCURRENTLY i ON t (a);\n";
    var validate = "ALTER TABLE t VALIDATE CONSTRAINT c;\n";
    assertThat(result.err()).doesNotContain("not fixed");
    assertThat(texts())
        .containsEntry(
            "dbmate/001_a.sql",
            "-- migrate:up transaction:false\n"
                + concurrently
                + "\n-- migrate:down\nDROP INDEX i;\n")
        .containsEntry("dbmate/003_a.sql", "-- migrate:up\n" + validate + "\n-- migrate:down\n")
        .containsEntry(
            "goose/00001_a.sql",
            "-- +goose NO TRANSACTION\n-- +goose Up\n"
                + concurrently
                + "-- +goose Down\nDROP INDEX i;\n")
        .containsEntry("go/1_a.up.sql", "-- no-transaction\n" + concurrently)
        .containsEntry("go/3_a.up.sql", validate)
        .containsEntry("go/1_a.down.sql", "DROP INDEX i;\n")
        .containsEntry("prisma/20260101000002_a/migration.sql", validate)
        .containsEntry("diesel/2026-01-01-000009_a/metadata.toml", "run_in_transaction = false\n")
        .containsEntry("diesel/2026-01-01-000011_a/up.sql", validate)
        .containsKey("mybatis/2027_a.sql");
    isIdempotent();
  }

  @Test
  void numbersThatAreTakenAreNotGiven() throws IOException {
    write("1_a.up.sql", "CREATE INDEX i ON t (a); CREATE INDEX j ON t (b);");
    write("2_b.up.sql", "SELECT 1;");
    var before = texts();
    assertThat(fix().err()).contains("the numbers behind its own are taken");
    assertThat(texts()).isEqualTo(before);
  }

  @Test
  void standardInputGoesToStandardOutput() {
    var result = Cli.run(Map.of(), "CREATE INDEX i ON t (a);\nFROBNICATE", "--fix", "-");
    assertThat(result.out()).isEqualTo("CREATE INDEX CONCURRENTLY i ON t (a);\nFROBNICATE");
    assertThat(result.err()).contains("unrecognized-statement");
    assertThat(result.exitCode()).isEqualTo(1);
    var two = Cli.run(Map.of(), "SELECT 1", "--fix", "-", folder.toString());
    assertThat(two.exitCode()).isEqualTo(2);
  }

  @Test
  void aDiffWritesNothing() throws IOException {
    write("V1__a.sql", TABLE);
    write("V2__b.sql", "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)");
    var before = texts();
    var result = fix("--diff");
    assertThat(texts()).isEqualTo(before);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("\n-ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)\n\\ No newline at end of file\n")
        .contains("--- /dev/null\n")
        .contains("@@ -0,0 +1,1 @@\n+ALTER TABLE t VALIDATE CONSTRAINT c;\n");
    assertThat(Cli.run(Map.of(), "", "--diff", folder.toString()).exitCode()).isEqualTo(2);
  }

  @Test
  void whatTheBaselineKnowsIsOld() throws IOException {
    var baseline = folder.resolve("known.txt").toString();
    write("1.sql", "CREATE INDEX i ON t (a);\n");
    Cli.run(Map.of(), "", "--baseline", baseline, "--write-baseline", folder.toString());
    write("1.sql", "CREATE INDEX i ON t (a);\nCREATE INDEX j ON t (b);\n");
    write("2.sql", "CREATE INDEX k ON t (b, a);\n");
    assertThat(fix("--baseline", baseline).err())
        .contains("1.sql:2: blocking-index-build: findings of");
    assertThat(text("1.sql")).doesNotContain("CONCURRENTLY");
    assertThat(text("2.sql")).isEqualTo("CREATE INDEX CONCURRENTLY k ON t (b, a);\n");
    assertThat(fix("--baseline", baseline, "--write-baseline").exitCode()).isEqualTo(2);
  }

  @Test
  void allIsWrittenOrNothing() throws IOException {
    var first = Files.writeString(folder.resolve("a.sql"), "old");
    var blocked = Files.writeString(folder.resolve("file"), "").resolve("b.sql");
    var there = Files.writeString(folder.resolve("c.sql"), "mine");
    var change = new Change("a.sql", first, "old", "new");
    assertThatThrownBy(
            () -> FileWriter.write(List.of(change, new Change("b.sql", blocked, null, "x"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot write b.sql")
        .hasMessageContaining("nothing was written");
    assertThatThrownBy(
            () ->
                FileWriter.write(
                    List.of(
                        change,
                        new Change("d/e.sql", folder.resolve("d/e.sql"), null, "x"),
                        new Change("c.sql", there, null, "x"))))
        .hasMessageContaining("c.sql: it is there already");
    assertThat(texts()).isEqualTo(Map.of("a.sql", "old", "c.sql", "mine", "file", ""));
    assertThat(folder.resolve("d")).doesNotExist();
    FileWriter.write(List.of(change));
    assertThat(texts()).containsEntry("a.sql", "new");
  }

  @Test
  void commentsBesideBeginAndCommitStay() throws IOException {
    var text =
        """
        -- head
        BEGIN /* in */; -- the begin
        -- one
        ALTER TABLE t ADD b int; -- two
        /* three */
        CREATE INDEX i ON t (b);
        -- four
        COMMIT; -- the end
        BEGIN; -- the next
        CREATE INDEX j ON t (b);
        COMMIT /* nothing behind */
        -- tail
        """;
    write("plain.sql", text);
    write("flyway/V1__a.sql", text.substring(0, text.indexOf("BEGIN; -- the next")));
    fix();
    var comments =
        List.of("head", "/* in */", "the begin", "one", "two", "/* three */", "four", "the end");
    assertThat(text("plain.sql"))
        .containsSubsequence(comments)
        .containsSubsequence("the end", "the next", "/* nothing behind */", "-- tail");
    assertThat(text("flyway/V1__a.sql") + text("flyway/V1.1__a.sql")).containsSubsequence(comments);
    isIdempotent();
  }

  @Test
  void constraintsOfATableThatNoMigrationMakesGetNamesOfTheirOwn() throws IOException {
    write(
        "V1__a.sql",
        """
        ALTER TABLE t ADD CHECK (a > 0), ADD CHECK (a < 9);
        ALTER TABLE t ADD CHECK (a <> 5);
        ALTER TABLE t ADD UNIQUE (a);
        ALTER TABLE t ADD UNIQUE (a);
        """);
    write("V2__b.sql", "ALTER TABLE t ADD CHECK (a <> 6);\nALTER TABLE u ADD CHECK (a <> 6);\n");
    fix();
    var all = String.join("\n", texts().values());
    for (var name :
        List.of(
            "t_a_check",
            "t_a_check1",
            "t_a_check2",
            "t_a_check3",
            "u_a_check",
            "t_a_key",
            "t_a_key1")) {
      assertThat(all.split("ADD CONSTRAINT " + name + " ", -1)).as(name + " in\n" + all).hasSize(2);
    }
    isIdempotent();
  }
}
