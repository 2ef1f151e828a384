package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was filled once is walked again where something may have become wrong since. */
class WalkAgainTest {
  private static final String SPEC =
      "{table: public.t, columns: [{from: n, to: n_big, type: bigint}]}";

  private static final String WRONG =
      "SELECT count(*) FROM t WHERE n_big IS DISTINCT FROM CAST(n AS bigint)";

  @TempDir Path folder;

  private Shell shell(int major, String tables) throws Exception {
    return new Shell(major, folder, tables, SPEC);
  }

  private static void trigger(Shell shell, String how) throws SQLException {
    var name =
        shell.session.row(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 't'::regclass", row -> row.getString(1));
    shell.execute("ALTER TABLE t " + how + " TRIGGER " + name);
  }

  @Test
  void whereRowsDiffer() throws Exception {
    try (var shell =
        shell(
            18,
            "CREATE TABLE t (id int PRIMARY KEY, n int);"
                + "INSERT INTO t SELECT g, g FROM generate_series(1, 2000) g")) {
      shell.all("expand", "run", "build");
      trigger(shell, "DISABLE");
      shell.execute("UPDATE t SET n = -n WHERE id <= 3");
      trigger(shell, "ENABLE ALWAYS");
      shell.refused(1, "verify", "3 rows differ", "id = 1", "`run` walks the table again");
      shell.refused(1, "cutover", "the rows are not filled", "3 rows differed");
      shell.all("run", "verify", "cutover", "contract");
      assertThat(shell.number("SELECT count(*) FROM t WHERE n < 0")).isEqualTo(3);
    }
  }

  @Test
  void whereTheTriggerWasFoundDisabled() throws Exception {
    try (var shell =
        shell(
            14,
            "CREATE TABLE t (id int PRIMARY KEY, n int);"
                + "INSERT INTO t SELECT g, g FROM generate_series(1, 2000) g")) {
      shell.all("expand", "run", "build", "verify");
      trigger(shell, "DISABLE");
      shell.execute("UPDATE t SET n = -n WHERE id <= 3");
      shell.refused(1, "drift", "is disabled");
      shell.refused(1, "run", "is disabled", "ENABLE ALWAYS TRIGGER");
      trigger(shell, "ENABLE ALWAYS");
      shell.refused(1, "cutover", "the rows are not filled", "the rows are not compared");
      shell.all("run");
      assertThat(shell.number(WRONG)).isZero();
      shell.all("verify", "cutover");
    }
  }

  @Test
  void whereAPartitionWasAttached() throws Exception {
    try (var shell =
        shell(
            18,
            "CREATE TABLE t (id int, n int) PARTITION BY RANGE (id);"
                + "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (1000);"
                + "INSERT INTO t SELECT g, g FROM generate_series(1, 999) g")) {
      shell.all("expand", "run", "build", "verify");
      shell.execute(
          "CREATE TABLE t2 (LIKE t); INSERT INTO t2 SELECT g, g FROM generate_series(1000, 1999) g;"
              + "ALTER TABLE t ATTACH PARTITION t2 FOR VALUES FROM (1000) TO (2000)");
      shell.refused(
          1, "cutover", "public.t2 has come since", "1000 rows differ", "the rows are not filled");
      shell.all("run");
      assertThat(shell.number(WRONG)).isZero();
      shell.refused(1, "cutover", "the rows are not compared");
      shell.all("verify", "cutover");
    }
  }

  @Test
  void whereSomebodyWantsIt() throws Exception {
    try (var shell =
        shell(
            18,
            "CREATE TABLE t (id int PRIMARY KEY, n int);"
                + "INSERT INTO t SELECT g, g FROM generate_series(1, 2000) g")) {
      shell.all("expand", "run");
      trigger(shell, "DISABLE");
      shell.execute("UPDATE t SET n = -n WHERE id <= 3");
      trigger(shell, "ENABLE ALWAYS");
      shell.all("run");
      assertThat(shell.said()).contains("filled").contains("--again");
      assertThat(shell.number(WRONG)).isEqualTo(3);
      shell.all("run --again");
      assertThat(shell.number(WRONG)).isZero();
    }
  }
}
