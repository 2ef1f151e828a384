package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the way of the way back is said before anything is done. */
class WayBackTest {
  private static final String SPEC =
      "{table: public.t, columns: [{from: n, to: n_big, type: bigint}]}";

  private static final String TABLE =
      "CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL);"
          + "INSERT INTO t SELECT g, g FROM generate_series(1, 500) g";

  private static final String LEFT =
      "SELECT count(*) FROM pg_constraint WHERE conname LIKE '%not_null_safeddl'"
          + " OR conname LIKE 't_n%' AND NOT convalidated";

  @TempDir Path folder;

  private Shell shell(int major, String tables) throws Exception {
    return new Shell(major, folder, tables, SPEC);
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aLossIsNotAllowedWhereTheOldColumnMayNotBeNull(int major) throws Exception {
    try (var shell = shell(major, TABLE)) {
      shell.all("expand", "run", "build", "verify", "cutover");
      shell.execute("INSERT INTO t (id, n) VALUES (1000, 3000000000)");
      shell.refused(1, "rollback --allow-loss", "id = 1000", "NOT NULL", "Nothing was done");
      assertThat(shell.number(LEFT)).isZero();
      shell.execute("INSERT INTO t (id, n) VALUES (1001, 3000000001)");
      shell.execute("DELETE FROM t WHERE id >= 1000");
      shell.all("rollback --allow-loss");
      assertThat(
              shell.number(
                  "SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass"
                      + " AND attname = 'n' AND attnotnull"))
          .isOne();
    }
  }

  @Test
  void aLossIsAllowedWhereItMay() throws Exception {
    try (var shell = shell(18, TABLE.replace(" NOT NULL", ""))) {
      shell.all("expand", "run", "build", "verify", "cutover");
      shell.execute("INSERT INTO t (id, n) VALUES (1000, 3000000000)");
      shell.refused(1, "rollback", "id = 1000", "--allow-loss");
      shell.all("rollback --allow-loss");
      shell.refused(1, "verify", "1 rows differ");
      shell.all("run", "verify", "rollback");
    }
  }

  /** A version before this one may have left it, or a process that was killed. */
  @Test
  void whatAProcessThatWasKilledHasLeftIsTakenAway() throws Exception {
    try (var shell = shell(14, TABLE)) {
      shell.all("expand", "run", "build", "verify", "cutover");
      shell.execute("INSERT INTO t (id, n) VALUES (1000, 3000000000)");
      shell.execute(
          "ALTER TABLE t ADD CONSTRAINT n_not_null_safeddl CHECK (n_old IS NOT NULL) NOT VALID");
      shell.refused(1, "rollback --allow-loss", "id = 1000");
      assertThat(shell.number(LEFT)).isZero();
      shell.execute("INSERT INTO t (id, n) VALUES (1001, 3000000001)");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatWasMadeSinceIsCarriedOver(int major) throws Exception {
    try (var shell = shell(major, TABLE)) {
      shell.all("expand", "run", "build", "verify", "cutover");
      shell.execute(
          "CREATE INDEX since ON t (n DESC); ALTER TABLE t ADD CONSTRAINT positive CHECK (n > -9)");
      shell.all("rollback");
      assertThat(shell.said()).contains("since");
      String definitions =
          shell.session.row(
              "SELECT pg_get_indexdef('since'::regclass) || pg_get_constraintdef((SELECT oid"
                  + " FROM pg_constraint WHERE conname = 'positive'))",
              row -> row.getString(1));
      assertThat(definitions).contains("(n DESC)", "(n > '-9'::integer)");
      shell.all("rollback");
      assertThat(shell.number("SELECT count(*) FROM pg_class WHERE relname LIKE 'since%'")).isOne();
    }
  }

  @Test
  void aViewMadeSinceStops() throws Exception {
    try (var shell = shell(18, TABLE)) {
      shell.all("expand", "run", "build", "verify", "cutover");
      shell.execute("CREATE VIEW since AS SELECT n FROM t");
      shell.refused(1, "rollback", "view public.since", "nothing was done");
      shell.execute("DROP VIEW since");
      shell.all("rollback");
    }
  }

  /** The old column is wrong then, and would be the application's again. */
  @Test
  void rowsThatTheTriggerHasNotWrittenStop() throws Exception {
    try (var shell = shell(18, TABLE)) {
      shell.all("expand", "run", "build", "verify", "cutover");
      shell.execute(
          "ALTER TABLE t DISABLE TRIGGER USER; UPDATE t SET n = 7777 WHERE id = 7;"
              + "DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE t ENABLE ALWAYS TRIGGER %I', tgname)"
              + " FROM pg_trigger WHERE tgrelid = 't'::regclass); END $$");
      shell.refused(1, "rollback", "id = 7", "UPDATE public.t SET n = n");
      shell.execute("UPDATE t SET n = n WHERE id = 7");
      shell.all("rollback");
      assertThat(shell.number("SELECT n FROM t WHERE id = 7")).isEqualTo(7777);
    }
  }

  @Test
  void aTableThatIsGoneLeavesNothing() throws Exception {
    try (var shell = shell(18, TABLE)) {
      shell.all("expand", "run");
      shell.execute("DROP TABLE t");
      shell.refused(1, "drift", "the table is gone", "safeddl_mirror_t_", "`rollback`");
      shell.all("rollback");
      assertThat(shell.number("SELECT count(*) FROM pg_proc WHERE proname LIKE 'safeddl%'"))
          .isZero();
      shell.refused(1, "rollback", "nothing to take back");
      shell.execute(TABLE);
      shell.all("expand", "run");
    }
  }

  /** Each write fails then: 42703. */
  @ParameterizedTest
  @CsvSource({"numeric,", "bigint, CASCADE"})
  void aColumnThatWasDroppedByHandLeavesNoTriggerEither(String type, @Nullable String cascade)
      throws Exception {
    try (var shell = shell(18, TABLE)) {
      shell.write(SPEC.replace("bigint", type));
      shell.all("expand", "run");
      shell.execute("ALTER TABLE t DROP COLUMN n_big " + (cascade == null ? "" : cascade));
      shell.all("rollback");
      shell.execute("UPDATE t SET n = 1 WHERE id = 1");
      shell.all("expand");
    }
  }
}
