package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What `build` could not build is said before anything is done. */
class BuildFindingsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatTheNewTypeDoesNotHaveStopsTheExpand(int major) throws Exception {
    try (var shell =
        new Shell(
            major,
            folder,
            """
            CREATE FUNCTION even(int) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT $1 % 2 = 0';
            CREATE TABLE t (id int PRIMARY KEY, n int UNIQUE CONSTRAINT is_even CHECK (even(n)));
            CREATE INDEX t_named ON t USING brin (n int4_minmax_multi_ops);
            CREATE INDEX t_any ON t USING brin (n);
            INSERT INTO t SELECT g, g * 2 FROM generate_series(1, 500) g;
            """,
            "{table: public.t, columns: [{from: n, to: n_big, type: bigint}]}")) {
      if (major == 18) {
        shell.execute(
            "INSERT INTO t VALUES (0, NULL); ALTER TABLE t ADD CONSTRAINT known NOT NULL n NOT VALID");
        shell.refused(1, "expand", "NOT NULL of n is NOT VALID", "VALIDATE CONSTRAINT known");
        shell.execute("DELETE FROM t WHERE id = 0; ALTER TABLE t VALIDATE CONSTRAINT known");
      }
      shell.refused(
          1,
          "expand",
          "the index t_named cannot",
          "int4_minmax_multi_ops",
          "the CHECK is_even cannot");
      assertThat(shell.said()).doesNotContain("t_any cannot", "t_n_key cannot");
      shell.refused(1, "plan --for sql --out " + folder.resolve("out"), "the index t_named cannot");
      shell.execute("DROP INDEX t_named; ALTER TABLE t DROP CONSTRAINT is_even");
      shell.all("expand", "run", "build", "verify", "cutover", "contract");
    }
  }

  /** What `build` can do by the path of the user's sessions is not refused. */
  @Test
  void aFunctionMayNeedTheSearchPath() throws Exception {
    try (var shell =
        new Shell(
            18,
            folder,
            """
            CREATE FUNCTION same(bigint) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT $1';
            CREATE FUNCTION most() RETURNS bigint IMMUTABLE LANGUAGE plpgsql
              AS 'BEGIN RETURN same(1000); END';
            CREATE FUNCTION twice(bigint) RETURNS bigint IMMUTABLE LANGUAGE sql
              AS 'SELECT same($1) * 2';
            CREATE TABLE t (id int PRIMARY KEY, n int CHECK (n < most()) CHECK (twice(n) > 0)
              CONSTRAINT truth CHECK (n::boolean));
            INSERT INTO t SELECT g, g FROM generate_series(1, 500) g;
            """,
            "{table: public.t, columns: [{from: n, to: n_big, type: bigint}]}")) {
      shell.refused(1, "expand", "the CHECK truth cannot", "cannot cast type bigint to boolean");
      shell.execute("ALTER TABLE t DROP CONSTRAINT truth");
      shell.all("expand", "run", "build", "verify", "cutover", "rollback");
      shell.all("build", "verify", "cutover", "contract");
    }
  }
}
