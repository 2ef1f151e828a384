package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database whose settings are others than the server's own, in every session of it. */
class SettingsOfOthersTest {
  private static final List<String> SETTINGS =
      List.of(
          "quote_all_identifiers = on",
          "standard_conforming_strings = off",
          "\"DateStyle\" = 'SQL, DMY'",
          "\"IntervalStyle\" = 'sql_standard'",
          "\"TimeZone\" = 'Asia/Kathmandu'",
          "bytea_output = 'escape'",
          "extra_float_digits = -3",
          "default_transaction_isolation = 'serializable'",
          "default_transaction_deferrable = on",
          "search_path = ''",
          "statement_timeout = '20s'",
          "idle_in_transaction_session_timeout = '20s'",
          "enable_tidscan = off",
          "synchronous_commit = off");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void changeNothing(int major) throws Exception {
    try (var shell =
        new Shell(
            major,
            folder,
            "CREATE TABLE \"Entry\" (id serial PRIMARY KEY, n int NOT NULL DEFAULT 7 CHECK (n > 0));"
                + "CREATE INDEX \"Of n\" ON \"Entry\" (n);"
                + "INSERT INTO \"Entry\" (n) SELECT g FROM generate_series(1, 1000) g",
            "{table: 'public.\"Entry\"', columns: [{from: n, to: n_big, type: bigint}]}")) {
      for (var setting : SETTINGS) {
        shell.execute(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET "
                + setting.replace("'", "''")
                + "', current_database()); END $$");
      }
      shell.all("expand", "run", "build", "verify", "drift", "cutover", "rollback", "verify");
      shell.all("cutover", "drift", "status", "contract");
      assertThat(shell.number("SELECT count(*) FROM \"Entry\" WHERE n = id")).isEqualTo(1000);
    }
  }
}
