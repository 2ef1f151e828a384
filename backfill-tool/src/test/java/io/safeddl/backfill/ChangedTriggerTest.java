package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to the trigger, and to partitions, between the proof and the cutover. */
class ChangedTriggerTest {
  private static final String SPEC =
      "{table: public.t, columns: [{from: n, to: n_big, type: bigint}]}";

  private static final String PARTITIONED =
      "CREATE TABLE t (id int, n int) PARTITION BY RANGE (id);"
          + "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (1000);"
          + "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (1000) TO (2000);"
          + "INSERT INTO t SELECT g, g FROM generate_series(1, 1999) g";

  @TempDir Path folder;

  private static String trigger(Shell shell, String table) throws SQLException {
    return shell.session.row(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = '" + table + "'::regclass",
        row -> row.getString(1));
  }

  private static void off(Shell shell, String table) throws SQLException {
    shell.execute("ALTER TABLE " + table + " DISABLE TRIGGER " + trigger(shell, table));
  }

  private static void on(Shell shell, String table) throws SQLException {
    shell.execute("ALTER TABLE " + table + " ENABLE ALWAYS TRIGGER " + trigger(shell, table));
  }

  private static String cutover(Path plan) throws Exception {
    try (var files = Files.list(plan)) {
      return Files.readString(
          files.filter(it -> it.toString().matches(".*_cutover_.*sql")).findFirst().orElseThrow());
    }
  }

  /** It has a transaction of its own. */
  private static void fails(Shell shell, String migration, String text) throws SQLException {
    assertThatThrownBy(() -> shell.execute(migration)).hasMessageContaining(text);
    shell.execute("ROLLBACK");
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aTriggerThatWasOffForAWhileIsNoticed(int major) throws Exception {
    try (var shell =
        new Shell(
            major,
            folder,
            "CREATE TABLE t (id int PRIMARY KEY, n int);"
                + "INSERT INTO t SELECT g, g FROM generate_series(1, 2000) g",
            SPEC)) {
      shell.all("expand", "run", "build");
      var plan = folder.resolve("plan-" + major);
      shell.all("plan --for sql --out " + plan, "verify");
      off(shell, "t");
      shell.execute("UPDATE t SET n = -n WHERE id <= 3");
      on(shell, "t");
      fails(shell, cutover(plan), "was changed since the rows were compared");
      shell.refused(1, "cutover", "was changed since", "the rows are not compared: `verify`");
      shell.refused(1, "verify", "3 rows differ");
      shell.all("run", "verify");
      // Frozen rows show their number as before; other triggers do not matter.
      for (var sql :
          new String[] {
            "VACUUM FREEZE pg_trigger",
            "VACUUM FREEZE pg_proc",
            "VACUUM FULL pg_trigger",
            "VACUUM FULL pg_proc",
            "VACUUM FULL t",
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            "CREATE TRIGGER a AFTER INSERT ON t EXECUTE FUNCTION f()",
            "DROP TRIGGER a ON t"
          }) {
        shell.execute(sql);
      }
      shell.all("cutover", "contract");
      assertThat(shell.number("SELECT count(*) FROM t WHERE n < 0")).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 18)
  void aFunctionThatWasAnotherForAWhileIsNoticed(int major) throws Exception {
    try (var shell = new Shell(major, folder, "CREATE TABLE t (id int PRIMARY KEY, n int)", SPEC)) {
      shell.all("expand", "run", "build", "verify");
      var function =
          shell.session.row(
              "SELECT pg_get_functiondef(tgfoid) FROM pg_trigger WHERE tgrelid = 't'::regclass",
              row -> row.getString(1));
      shell.execute(function.replaceAll("(?s)BEGIN.*END", "BEGIN RETURN NEW; END"));
      shell.execute("INSERT INTO t VALUES (1, 1)");
      shell.execute(function);
      shell.refused(1, "cutover", "was changed since", "the rows are not compared: `verify`");
      shell.refused(1, "verify", "1 rows differ");
      shell.all("run", "verify", "cutover");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aTriggerOfOnePartitionIsNoticed(int major) throws Exception {
    try (var shell = new Shell(major, folder, PARTITIONED, SPEC)) {
      // Nothing that is built changes a row: it may as well come last.
      shell.all("expand", "run", "verify", "build");
      off(shell, "t2");
      shell.execute("UPDATE t SET n = -n WHERE id IN (1, 1001)");
      on(shell, "t2");
      shell.refused(1, "cutover", "was changed since");
      shell.refused(1, "verify", "1 rows differ");
      shell.all("run", "verify");
      shell.execute("ALTER TABLE t DETACH PARTITION t2");
      shell.all("cutover");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatIsWrongOnOnePartitionIsSaid(int major) throws Exception {
    try (var shell = new Shell(major, folder, PARTITIONED, SPEC)) {
      shell.all("expand", "run", "build", "verify", "drift");
      off(shell, "t2");
      shell.refused(1, "cutover", "on public.t2 is disabled");
      on(shell, "t2");
      shell.execute(
          "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
              + "CREATE TRIGGER zzzz BEFORE UPDATE ON t2 FOR EACH ROW EXECUTE FUNCTION f()");
      shell.refused(1, "drift", "the trigger zzzz on public.t2 fires after");
      shell.execute("DROP TRIGGER zzzz ON t2");
      shell.all("drift", "run", "verify", "cutover");
      off(shell, "t2");
      shell.refused(1, "rollback", "on public.t2 is disabled");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void newPartitionsAreComparedByTheCutover(int major) throws Exception {
    try (var shell = new Shell(major, folder, PARTITIONED + "; CREATE INDEX i ON t (n)", SPEC)) {
      shell.all("expand", "run");
      // Between run and build, and between build and verify.
      shell.execute("CREATE TABLE t3 PARTITION OF t FOR VALUES FROM (2000) TO (3000)");
      shell.execute("INSERT INTO t VALUES (2000, 1)");
      shell.all("build");
      shell.execute("CREATE TABLE t4 PARTITION OF t FOR VALUES FROM (3000) TO (4000)");
      shell.execute("INSERT INTO t VALUES (3000, 1)");
      var plan = folder.resolve("plan-" + major);
      shell.refused(1, "cutover", "t4_n_idx_new is not built");
      shell.all("build", "verify", "plan --for sql --out " + plan);
      shell.execute("CREATE TABLE t5 PARTITION OF t FOR VALUES FROM (4000) TO (5000)");
      shell.execute(
          "CREATE TABLE t6 (id int, n int, n_big bigint);"
              + "ALTER TABLE t ATTACH PARTITION t6 FOR VALUES FROM (5000) TO (6000)");
      shell.execute("INSERT INTO t VALUES (5000, 1)");
      fails(shell, cutover(plan), "a partition of public.t has come");
      shell.refused(
          1, "cutover", "t5_n_idx_new is not built", "t6_n_idx_new is not", "public.t6 has come");
      assertThat(shell.said()).doesNotContain("public.t5 has");
      shell.all("build", "cutover");
      assertThat(shell.number("SELECT count(*) FROM t WHERE n IS NULL")).isZero();
      shell.execute("INSERT INTO t (id, n) VALUES (4001, 3000000000)");
      shell.all("contract");
      assertThat(
              shell.number(
                  "SELECT count(*) FROM pg_index x WHERE NOT x.indisvalid OR NOT x.indisready"))
          .isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 18)
  void aPartitionThatIsAttachedWithRowsIsFilled(int major) throws Exception {
    try (var shell = new Shell(major, folder, PARTITIONED + "; CREATE INDEX i ON t (n)", SPEC)) {
      shell.all("expand", "run", "build");
      shell.execute(
          "CREATE TABLE t3 (id int, n int, n_big bigint); INSERT INTO t3 VALUES (2000, 77777);"
              + "ALTER TABLE t ATTACH PARTITION t3 FOR VALUES FROM (2000) TO (3000)");
      shell.refused(1, "verify", "1 rows differ");
      shell.all("run", "build", "verify");
      var plan = folder.resolve("plan-" + major);
      shell.all("plan --for sql --out " + plan);
      shell.execute(
          "CREATE TABLE t4 (id int, n int, n_big bigint); INSERT INTO t4 VALUES (3000, 77777);"
              + "ALTER TABLE t ATTACH PARTITION t4 FOR VALUES FROM (3000) TO (4000)");
      fails(shell, cutover(plan), "a partition of public.t has come");
      shell.refused(1, "cutover", "public.t4 has come", "1 rows differ", "ctid");
      shell.all("run", "build", "verify", "cutover");
      assertThat(shell.number("SELECT count(*) FROM t WHERE n = 77777")).isEqualTo(2);
    }
  }

  /** Its primary key is made, at the cutover, of those of the partitions that are there then. */
  @ParameterizedTest
  @ValueSource(ints = {14, 17})
  void aNewPartitionHasAPartInTheKey(int major) throws Exception {
    try (var shell =
        new Shell(major, folder, PARTITIONED + "; ALTER TABLE t ADD PRIMARY KEY (id, n)", SPEC)) {
      shell.all("expand", "run", "build", "verify");
      var plan = folder.resolve("plan-" + major);
      shell.all("plan --for sql --out " + plan);
      shell.execute("CREATE TABLE t3 PARTITION OF t FOR VALUES FROM (2000) TO (3000)");
      fails(shell, cutover(plan), "no part in the primary key: t3");
      shell.refused(1, "cutover", "t3_pkey_new is not built");
      shell.all("build", "cutover");
      shell.execute("INSERT INTO t (id, n) VALUES (2000, 3000000000)");
      assertThat(
              shell.number(
                  "SELECT count(*) FROM pg_index x WHERE NOT x.indisvalid OR NOT x.indisready"))
          .isZero();
      assertThat(
              shell.number("SELECT count(*) FROM pg_inherits WHERE inhparent = 't_pkey'::regclass"))
          .isEqualTo(3);
    }
  }
}
