package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a partition keeps of the change when it is detached meanwhile. */
class DetachedTest {
  private static final String TABLES =
      """
      CREATE TABLE t (id int, n int NOT NULL) PARTITION BY RANGE (id);
      CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (100);
      CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (100) TO (200);
      CREATE TABLE t_3 PARTITION OF t FOR VALUES FROM (200) TO (300);
      CREATE INDEX ON t (n);
      INSERT INTO t SELECT g, g FROM generate_series(0, 299) g;
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void isNamedWithWhatToDoUntilItIsDone(int major) throws Exception {
    try (var shell =
        new Shell(
            major,
            folder,
            TABLES,
            "{table: public.t, columns: [{from: n, to: n_big, type: bigint}]}")) {
      shell.all("expand", "run", "build");
      shell.execute("ALTER TABLE t DETACH PARTITION t_1");
      var drop = "ALTER TABLE public.t_1 DROP COLUMN n_big";
      shell.refused(1, "drift", "t_1 was detached", "NOT NULL", drop);
      shell.all("verify");
      shell.refused(1, "drift", drop);
      shell.execute(drop);
      shell.execute("INSERT INTO t_1 VALUES (1000, 1000)");
      shell.all("drift", "cutover", "drift");
      assertThat(shell.said()).doesNotContain("detached");
      shell.execute("ALTER TABLE t DETACH PARTITION t_2");
      drop = "ALTER TABLE public.t_2 DROP COLUMN n_old";
      shell.refused(1, "drift", drop);
      shell.all("contract");
      assertThat(shell.said()).contains(drop).doesNotContain("t_1", "t_3");
      shell.execute(drop);
      shell.execute("INSERT INTO t_2 VALUES (1, 3000000000)");
    }
  }
}
