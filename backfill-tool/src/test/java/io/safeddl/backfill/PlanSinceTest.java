package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has happened between the writing of a plan and its cutover. */
class PlanSinceTest {
  private static final String SPEC =
      "{table: public.t, columns: [{from: n, to: n_big, type: bigint}]}";

  @TempDir Path folder;

  /** All but the cutover is done by commands; its migration is as it was written at first. */
  private String planned(Shell shell) throws Exception {
    shell.all("plan --for sql --small-table 1kB --out " + folder);
    shell.all("expand", "run", "build", "verify");
    return Files.readString(folder.resolve("004_cutover_t_n.sql"));
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aPartitionThatNobodyHasWalkedStopsTheCutover(int major) throws Exception {
    var tables =
        """
        CREATE TABLE t (id int, n int) PARTITION BY RANGE (id);
        CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (1000);
        INSERT INTO t SELECT g, g FROM generate_series(1, 999) g;
        """;
    try (var shell = new Shell(major, folder, tables, SPEC)) {
      var cutover = planned(shell);
      shell.execute(
          "CREATE TABLE t_2 (LIKE t); INSERT INTO t_2 SELECT g, g FROM generate_series(1000, 1100) g;"
              + "ALTER TABLE t ATTACH PARTITION t_2 FOR VALUES FROM (1000) TO (2000)");
      assertThatThrownBy(() -> shell.execute(cutover))
          .hasMessageContaining("a partition of public.t has come since");
      shell.execute("ROLLBACK");
      shell.all("run", "verify");
      shell.execute(cutover);
      assertThat(shell.number("SELECT count(*) FROM t WHERE n IS NULL")).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatItsTextDoesNotKnowStopsTheCutover(int major) throws Exception {
    var tables =
        """
        CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL DEFAULT 5 CHECK (n > 0));
        CREATE INDEX t_known ON t (n);
        INSERT INTO t SELECT g, g FROM generate_series(1, 1000) g;
        """;
    try (var shell = new Shell(major, folder, tables, SPEC)) {
      var cutover = planned(shell);
      shell.execute(
          "ALTER TABLE t ALTER n SET DEFAULT 6, ADD CONSTRAINT since CHECK (n < 100000);"
              + "CREATE INDEX t_since ON t (n DESC); CREATE TABLE inheriting () INHERITS (t)");
      assertThatThrownBy(() -> shell.execute(cutover))
          .hasMessageContainingAll(
              "constraint since on table public.t", "index public.t_since", "default", "inheriting")
          .hasMessageNotContaining("t_known");
      shell.execute("ROLLBACK");
      shell.execute(
          "ALTER TABLE t ALTER n SET DEFAULT 5, DROP CONSTRAINT since; DROP INDEX t_since;"
              + " DROP TABLE inheriting; SET search_path TO pg_temp");
      shell.execute(cutover);
      assertThat(shell.number("SELECT count(*) FROM public.t WHERE n IS NULL")).isZero();
      assertThat(
              shell.number("SELECT count(*) FROM pg_catalog.pg_attribute WHERE attname = 'n_old'"))
          .isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatWasDroppedBehindTheBuildStopsTheCutover(int major) throws Exception {
    var tables =
        """
        CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL UNIQUE CHECK (n > 0));
        CREATE INDEX t_known ON t (n DESC);
        INSERT INTO t SELECT g, g FROM generate_series(1, 1000) g;
        """;
    try (var shell = new Shell(major, folder, tables, SPEC)) {
      var cutover = planned(shell);
      shell.execute(
          "ALTER TABLE t DROP CONSTRAINT t_n_check, ALTER n DROP NOT NULL; DROP INDEX t_known");
      assertThatThrownBy(() -> shell.execute(cutover))
          .hasMessageContaining("the default or NOT NULL of n");
      shell.execute("ROLLBACK");
      shell.execute("ALTER TABLE t ALTER n SET NOT NULL");
      assertThatThrownBy(() -> shell.execute(cutover))
          .hasMessageContainingAll("no more", "t_n_check", "index public.t_known")
          .hasMessageNotContaining("t_n_key");
      shell.execute("ROLLBACK");
      // As its hint says: the twins go, and what is left is written anew.
      shell.refused(1, "drift", "DROP CONSTRAINT t_n_check_new", "t_known_new");
      shell.execute("ALTER TABLE t DROP CONSTRAINT t_n_check_new; DROP INDEX t_known_new");
      var anew = folder.resolve("anew");
      shell.all("plan --for sql --small-table 1kB --out " + anew);
      try (var files = Files.list(anew)) {
        var file = files.filter(it -> it.toString().contains("cutover_t_n.sql")).findFirst();
        shell.execute(Files.readString(file.orElseThrow()));
      }
      assertThat(shell.number("SELECT count(*) FROM pg_attribute WHERE attname = 'n_old'"))
          .isPositive();
    }
  }
}
