package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is said the same way everywhere: what, where, what to do, and with which code. */
class RefusalsTest {
  private static final String SPEC =
      "{table: public.t, columns: [{from: n, to: n_big, type: bigint}]}";

  private static final String TABLE =
      "CREATE TABLE t (id int PRIMARY KEY, n int, m int);"
          + "INSERT INTO t SELECT g, g, g FROM generate_series(1, 500) g;";

  @TempDir Path folder;

  private Shell shell(String tables) throws Exception {
    return new Shell(18, folder, tables, SPEC);
  }

  @Test
  void anotherSpecIsNoticedByAll() throws Exception {
    try (var shell = shell(TABLE)) {
      shell.all("expand", "run", "build", "verify");
      shell.write(SPEC.replace("bigint", "numeric"));
      for (var command : new String[] {"expand", "run", "build", "verify", "cutover", "rollback"}) {
        shell.refused(
            2, command, "not the spec with which job 1 was begun", "type", "bigint", "numeric");
      }
      shell.refused(1, "drift", "not the spec with which job 1 was begun");
      shell.all("pause", "resume", "status");
      assertThat(shell.said()).contains("not the spec with which job 1 was begun");
      // What does not change the values may change.
      shell.write(SPEC.replace("]}", "], batch: {stripes: 4}}"));
      shell.all("cutover");
      shell.write(SPEC.replace("bigint", "numeric"));
      shell.refused(2, "contract", "not the spec with which job 1 was begun");
      shell.write(SPEC);
      shell.all("contract");
    }
  }

  @Test
  void whatHasComeSinceThePreflightStops() throws Exception {
    try (var shell = shell(TABLE)) {
      shell.all("expand", "run", "build", "verify");
      shell.execute(
          "CREATE VIEW since AS SELECT n FROM t;"
              + "CREATE FUNCTION reads() RETURNS bigint BEGIN ATOMIC SELECT sum(n) FROM t; END");
      shell.refused(1, "build", "view public.since", "function public.reads");
      shell.refused(1, "cutover", "view public.since", "function public.reads", "nothing was done");
      shell.execute("DROP VIEW since; DROP FUNCTION reads()");
      shell.all("cutover");
      shell.execute("CREATE VIEW since AS SELECT n_old FROM t");
      shell.refused(1, "contract", "view public.since", "nothing was done");
      shell.execute("DROP VIEW since");
      shell.all("contract");
    }
  }

  @Test
  void ofTwoSequencesItIsSaidWhichIsToBeTakenAway() throws Exception {
    try (var shell =
        shell(
            "CREATE TABLE t (id int PRIMARY KEY, n serial);"
                + "CREATE SEQUENCE a_second OWNED BY t.n; INSERT INTO t VALUES (1)")) {
      shell.refused(
          1,
          "expand",
          "the column n owns 2 sequences",
          "public.t_n_seq, public.a_second",
          "ALTER SEQUENCE public.a_second OWNED BY NONE",
          "Nothing was done");
      shell.execute("ALTER SEQUENCE public.a_second OWNED BY NONE");
      shell.all("expand", "run", "build", "verify", "cutover", "contract");
    }
  }

  @Test
  void aSecondJobOnWhatAFirstOneSharesIsRefused() throws Exception {
    try (var shell =
        shell(TABLE + "CREATE UNIQUE INDEX both_of ON t (n, m);ALTER TABLE t ADD CHECK (n >= m)")) {
      shell.all("expand");
      shell.write("{table: public.t, columns: [{from: m, to: m_big, type: bigint}]}");
      shell.refused(1, "expand", "both_of", "t_check", "job 1", "one spec");
      shell.write("{table: public.t, columns: [{from: n, to: n_other, type: bigint}]}");
      shell.refused(1, "expand", "job 1", "n_big");
      shell.write(SPEC);
      shell.all("rollback");
      shell.write(
          "{table: public.t, columns: [{from: n, to: n_big, type: bigint},"
              + " {from: m, to: m_big, type: bigint}]}");
      shell.all("expand", "run", "build", "verify", "cutover", "contract");
      assertThat(shell.number("SELECT count(*) FROM pg_indexes WHERE tablename = 't'"))
          .isEqualTo(2);
    }
  }

  @Test
  void theTableAndItsColumns() throws Exception {
    try (var shell = shell(TABLE + "CREATE TABLE u (n int, n_big text)")) {
      for (var command : new String[] {"expand", "run", "build", "verify", "cutover", "contract"}) {
        shell.write(SPEC.replace("public.t", "public.none"));
        shell.refused(2, command, "there is no table public.\"none\" in this database");
        shell.write(SPEC.replace("from: n,", "from: none,"));
        shell.refused(2, command, "no column none; the nearest is ");
      }
      shell.write(SPEC.replace("public.t", "public.u"));
      shell.refused(1, "expand", "n_big is there already", "`to`");
      shell.refused(2, "run", "n_big has the type text, and the spec wants bigint");
      shell.execute("ALTER TABLE u DROP COLUMN n_big, ADD COLUMN n_big bigint");
      shell.refused(1, "expand", "n_big is there already");
      shell.execute("ALTER TABLE u DROP COLUMN n_big, ADD COLUMN n_old bigint");
      shell.refused(1, "expand", "n_old is there already");
      shell.write(SPEC);
      shell.refused(2, "status", "there is no job");
      assertThat(shell.run(folder.resolve("none.yaml"), "expand")).isEqualTo(2);
      assertThat(shell.said()).contains("there is no file").contains("none.yaml");
      assertThat(shell.run(folder, "expand")).isEqualTo(2);
      assertThat(shell.said()).contains("cannot be read");
    }
  }

  @Test
  void theOrderOfThePhases() throws Exception {
    try (var shell = shell(TABLE)) {
      shell.refused(1, "run", "`expand`");
      shell.refused(1, "build", "`expand`");
      shell.refused(1, "cutover", "`expand`");
      shell.refused(1, "contract", "`expand`");
      shell.refused(1, "rollback", "nothing to take back");
      shell.all("expand", "run", "build", "verify", "cutover");
      shell.refused(1, "run", "swapped already", "`contract`, or `rollback`");
      shell.refused(1, "expand", "swapped already", "`contract`, or `rollback`");
      shell.refused(1, "build", "swapped already", "`contract`, or `rollback`");
      shell.all("status");
      assertThat(shell.said()).contains("filled, cut over, 500 rows written");
      shell.all("contract");
      shell.refused(1, "drift", "job 1 is over (contracted): there is nothing to compare");
      for (var command :
          new String[] {"run", "build", "verify", "cutover", "contract", "rollback", "expand"}) {
        shell.refused(1, command, "job 1", "is over: the old column is gone");
      }
    }
  }

  @Test
  void rowsThatCannotBeWritten() throws Exception {
    try (var shell = shell(TABLE)) {
      shell.write("{table: public.t, columns: [{from: n, to: n_big, type: smallint}]}");
      shell.execute("UPDATE t SET n = 40000 WHERE id IN (7, 8)");
      shell.all("expand");
      assertThat(shell.run("run")).isOne();
      shell.refused(
          1, "verify", "2 rows differ", "id = 7: ", "out of range", "id = 8: ", "`run` walks");
      shell.refused(1, "build", "the rows are not filled");
    }
  }

  @Test
  void whatCannotBeBuilt() throws Exception {
    try (var shell = shell(TABLE + "ALTER TABLE t ALTER n SET NOT NULL, ADD UNIQUE (n)")) {
      shell.write(
          "{table: public.t, columns: [{from: n, to: n_big, type: bigint,"
              + " using: 'nullif(n, 7)', back: n_big}]}");
      shell.all("expand", "run");
      shell.refused(1, "build", "NULL", "n_big", "using");
      assertThat(shell.number("SELECT count(*) FROM pg_constraint WHERE NOT convalidated"))
          .isZero();
      shell.execute("UPDATE t SET n = n WHERE id = 7");
      shell.all("rollback");
      shell.write(
          "{table: public.t, columns: [{from: n, to: n_big, type: bigint,"
              + " using: 'n / 2', back: n_big}]}");
      shell.all("expand", "run");
      shell.refused(1, "build", "t_n_key_new", "twice", "using");
    }
  }

  @Test
  void aRoleWithoutTheRights() throws Exception {
    try (var shell = shell(TABLE)) {
      shell.execute(
          "DO $$ BEGIN CREATE ROLE stranger LOGIN PASSWORD '"
              + shell.owner.password()
              + "'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
      shell.as("stranger");
      shell.refused(2, "expand", "stranger", "table t", "own");
      shell.execute("GRANT SELECT ON t TO stranger");
      shell.refused(1, "expand", "stranger does not own public.t");
      shell.as(shell.owner.user());
      shell.all("expand");
      shell.as("stranger");
      shell.refused(2, "run", "stranger", "GRANT");
      shell.as("nobody_of_that_name");
      shell.refused(2, "run", "nobody_of_that_name");
    }
  }
}
