package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody has changed of the table while a change of it was under way. */
class SinceThenTest {
  private static final String SPEC =
      "{table: public.t, columns: [{from: n, to: n_big, type: bigint}]}";

  @TempDir Path folder;

  /** The application may now write what the twin would go on refusing for ever. */
  @ParameterizedTest
  @ValueSource(ints = 18)
  void aTwinIsNotLeftOfWhatSomebodyHasDropped(int major) throws Exception {
    var table =
        "CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL UNIQUE CHECK (n > 0));"
            + "CREATE INDEX t_i ON t (n); INSERT INTO t SELECT g, g FROM generate_series(1, 500) g";
    try (var shell = new Shell(major, folder, table, SPEC)) {
      shell.all("expand", "run", "build", "verify", "drift");
      shell.execute(
          "ALTER TABLE t DROP CONSTRAINT t_n_key, DROP CONSTRAINT t_n_check, ALTER n DROP NOT NULL;"
              + "DROP INDEX t_i");
      shell.refused(1, "drift", "t_n_key_new");
      shell.refused(1, "cutover", "t_n_key_new", "t_n_check_new", "t_i_new");
      for (var line : shell.said().lines().toList()) {
        var statement = line.indexOf("no more: ");
        if (statement > 0) {
          shell.execute(line.substring(statement + "no more: ".length()));
        }
      }
      shell.execute("INSERT INTO t VALUES (1001, 5), (1002, -5), (1003, NULL)");
      shell.all("drift", "cutover");
      shell.execute("INSERT INTO t (id, n) VALUES (2001, 5), (2002, -5), (2003, NULL)");
      shell.execute("ALTER TABLE t ADD CONSTRAINT since UNIQUE (id, n)");
      shell.all("contract");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 18)
  void whatAPartitionHasOfItsOwnStops(int major) throws Exception {
    var table =
        """
        CREATE TABLE t (id serial, n int DEFAULT 7, m int) PARTITION BY RANGE (id);
        CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (1000);
        ALTER TABLE t_1 ALTER n SET DEFAULT 77, ALTER m SET NOT NULL;
        GRANT SELECT (m) ON t_1 TO public;
        COMMENT ON COLUMN t_1.n IS 'its own';
        INSERT INTO t (n, m) SELECT g, g FROM generate_series(1, 500) g;
        """;
    try (var shell =
        new Shell(
            major,
            folder,
            table,
            "{table: public.t, columns: [{from: n, to: n_big, type: bigint},"
                + " {from: m, to: m_big, type: bigint}]}")) {
      shell.refused(
          1,
          "expand",
          "stop: public.t_1.n has a default",
          "stop: public.t_1.m has a NOT NULL",
          "stop: public.t_1.m has privileges",
          "note: public.t_1.n has a comment");
      shell.execute(
          "ALTER TABLE t_1 ALTER n SET DEFAULT 7, ALTER m DROP NOT NULL;"
              + "REVOKE SELECT (m) ON t_1 FROM public");
      shell.all("expand", "run", "build", "verify", "cutover", "contract");
      shell.execute("INSERT INTO t_1 (id) VALUES (900)");
      assertThat(shell.number("SELECT n FROM t WHERE id = 900")).isEqualTo(7);
    }
  }

  /** Every INSERT behind the way back would fail, whether rows hold such a number or not. */
  @Test
  void aSequenceBeyondTheOldTypeStopsTheWayBack() throws Exception {
    for (var id : new String[] {"serial", "int GENERATED ALWAYS AS IDENTITY"}) {
      try (var shell =
          new Shell(
              18,
              folder,
              "CREATE TABLE t (n " + id + ", m int); INSERT INTO t (m) VALUES (1), (2)",
              SPEC)) {
        shell.all("expand", "run", "build", "verify", "cutover");
        shell.execute("SELECT setval('t_n_seq', 2147483647)");
        shell.execute("INSERT INTO t (m) VALUES (3); DELETE FROM t WHERE m = 3");
        shell.refused(1, "rollback", "stands at 2147483648", "setval('public.t_n_seq', …)");
        assertThat(shell.number("SELECT count(*) FROM pg_attribute WHERE attname = 'n_old'"))
            .isOne();
        shell.execute("SELECT setval('t_n_seq', 2)");
        shell.all("rollback");
        shell.execute("INSERT INTO t (m) VALUES (3)");
        assertThat(shell.number("SELECT n FROM t WHERE m = 3")).isEqualTo(3);
      }
    }
  }

  /** Its trigger and its new column go on in the table, whatever that is called. */
  @Test
  void aTableThatWasRenamedIsNotGone() throws Exception {
    try (var shell =
        new Shell(18, folder, "CREATE TABLE t (n int); INSERT INTO t VALUES (1)", SPEC)) {
      shell.all("expand", "run");
      shell.execute("ALTER TABLE t RENAME TO other");
      shell.refused(1, "rollback", "is called public.other by now");
      shell.execute("ALTER TABLE other RENAME TO t");
      shell.all("status", "rollback");
    }
  }
}
