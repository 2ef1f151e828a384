package io.safeddl.run;

import static io.safeddl.run.Servers.column;
import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.jdbc.UnsafeDdlException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way: the URL, the planner, a real server; every table counts as large. */
@Timeout(120)
class EnforcedTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static Connection open(int major, String... more) throws SQLException {
    return SERVERS.safe(major, more);
  }

  private static List<String> indexes(Connection c, String table) throws SQLException {
    return column(
        c,
        "SELECT indexrelid::regclass || CASE WHEN indisvalid THEN '' ELSE ' INVALID' END"
            + " FROM pg_index WHERE indrelid = '"
            + table
            + "'::regclass ORDER BY 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void indexesAreBuiltRebuiltAndDroppedConcurrently(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE e_index (a int, b int)");
      try (var statement = tool.createStatement()) {
        statement.execute("CREATE INDEX ON e_index (a, b)");
        assertThat(statement.getUpdateCount()).isZero();
        assertThat(statement.getMoreResults()).isFalse();
        var warnings = new ArrayList<String>();
        for (var w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
          warnings.add(w.getMessage());
        }
        assertThat(warnings).anyMatch(w -> w.contains("CREATE INDEX CONCURRENTLY"));
      }
      assertThat(indexes(c, "e_index")).containsExactly("e_index_a_b_idx");
      run(tool, "REINDEX TABLE e_index");
      assertThat(indexes(c, "e_index")).containsExactly("e_index_a_b_idx");
      tool.setAutoCommit(false);
      run(tool, "DROP INDEX e_index_a_b_idx");
      SERVERS.leavesRows();
      tool.rollback();
      assertThat(indexes(c, "e_index")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatRewritesIsRefusedUnlessAllowed(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE e_type (a int); INSERT INTO e_type VALUES (1)");
      var type = "SELECT data_type FROM information_schema.columns WHERE table_name = 'e_type'";
      assertThatThrownBy(() -> run(tool, "ALTER TABLE e_type ALTER a TYPE bigint"))
          .isInstanceOf(UnsafeDdlException.class)
          .hasMessageContaining("table-rewrite");
      tool.setAutoCommit(false);
      assertThatThrownBy(() -> run(tool, "ALTER TABLE e_type ALTER a TYPE bigint"))
          .isInstanceOf(UnsafeDdlException.class);
      assertThatThrownBy(() -> run(tool, "SELECT 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
      tool.rollback();
      assertThat(show(c, type)).isEqualTo("integer");
      run(tool, "SET LOCAL safeddl.allow = 'table-rewrite: one row'");
      run(tool, "ALTER TABLE e_type ALTER a TYPE bigint");
      tool.commit();
      assertThat(show(c, type)).isEqualTo("bigint");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aTableOfThisTransactionNeedsNoCare(int major) throws SQLException {
    try (var tool = open(major)) {
      tool.setAutoCommit(false);
      run(tool, "CREATE TABLE e_new (a int)");
      run(tool, "ALTER TABLE e_new ADD CONSTRAINT e_new_pk PRIMARY KEY (a)");
      run(tool, "CREATE INDEX e_new_a ON e_new (a)");
      run(tool, "ALTER TABLE e_new ALTER a TYPE bigint");
      run(tool, "CREATE TABLE e_child (a bigint REFERENCES e_new)");
      run(tool, "CREATE INDEX e_child_a ON e_child (a)");
      tool.rollback();
      assertThat(show(tool, "SELECT to_regclass('e_new') IS NULL")).isEqualTo("t");
      tool.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aTableCreatedBehindASavepointOfTheGuardIsStillKnownAsNew(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE e_parent (a int PRIMARY KEY)");
      tool.setAutoCommit(false);
      run(tool, "CREATE TABLE e_ref (a int REFERENCES e_parent)");
      run(tool, "CREATE INDEX e_ref_a ON e_ref (a)");
      run(tool, "ALTER TABLE e_ref ADD CHECK (a > 0)");
      tool.commit();
      assertThat(indexes(c, "e_ref")).containsExactly("e_ref_a");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aBlockThatCommitsByItselfStillMay(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE e_block (a int)");
      run(
          tool,
          "DO 'BEGIN FOR i IN 1..3 LOOP INSERT INTO e_block VALUES (i); COMMIT; END LOOP; END'");
      assertThat(column(c, "SELECT a FROM e_block ORDER BY a")).containsExactly("1", "2", "3");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void modeWarnRunsItAndSaysSo(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major, "safeddl.mode", "warn")) {
      run(c, "CREATE TABLE e_warn (a int)");
      try (var statement = tool.createStatement()) {
        statement.execute("ALTER TABLE e_warn ALTER a TYPE bigint");
        assertThat(statement.getWarnings().getMessage()).contains("table-rewrite");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aSecondConnectionOfTheToolDoesNotHangTheBuild(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major);
        var lock = open(major)) {
      run(c, "CREATE TABLE e_hang (a int)");
      lock.setAutoCommit(false);
      run(lock, "SELECT pg_try_advisory_xact_lock(77)");
      run(lock, "SELECT count(*) FROM e_hang");
      tool.setAutoCommit(false);
      run(tool, "CREATE INDEX e_hang_a ON e_hang (a)");
      tool.commit();
      assertThat(indexes(c, "e_hang")).containsExactly("e_hang_a");
      lock.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatStandsBehindTheEndOfAFailedTransactionIsNotSentUnjudged(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE e_failed (a int); INSERT INTO e_failed VALUES (1)");
      tool.setAutoCommit(false);
      for (String end : List.of("ROLLBACK", "COMMIT", "ROLLBACK TO s")) {
        run(tool, "SAVEPOINT s");
        assertThatThrownBy(() -> run(tool, "SELECT 1/0")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> run(tool, end + "; ALTER TABLE e_failed ALTER a TYPE bigint"))
            .as(end)
            .isInstanceOf(UnsafeDdlException.class)
            .hasMessageContaining("by itself");
        run(tool, "ROLLBACK; SELECT 1");
      }
      tool.commit();
      assertThat(show(c, "SELECT pg_typeof(a) FROM e_failed")).isEqualTo("integer");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aBlockIsJudgedByTheTableThatItsOwnSearchPathFinds(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE e_path (a bigint)");
      run(c, "CREATE SCHEMA e_tenant; CREATE TABLE e_tenant.e_path (a int)");
      for (String set :
          List.of(
              "SET LOCAL search_path = e_tenant",
              "PERFORM set_config('search_path', 'e_tenant', true)")) {
        assertThatThrownBy(
                () ->
                    run(
                        tool,
                        "DO $$ BEGIN " + set + "; ALTER TABLE e_path ALTER a TYPE bigint; END $$"))
            .as(set)
            .isInstanceOf(UnsafeDdlException.class)
            .hasMessageContaining("e_tenant.e_path");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aTextThatHoldsItsLockTooLongIsEnded(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major, "safeddl.maxTransactionHold", "400ms")) {
      run(c, "CREATE TABLE e_text (a int); SET lock_timeout = '2s'");
      assertThatThrownBy(
              () -> run(tool, "ALTER TABLE e_text ADD COLUMN b int; SELECT pg_sleep(20)"))
          .isInstanceOf(UnsafeDdlException.class)
          .hasMessageContaining("maxTransactionHold");
      run(c, "INSERT INTO e_text VALUES (1)");
      run(tool, "ALTER TABLE e_text ADD COLUMN b int; COMMIT; SELECT pg_sleep(0.9)");
      run(tool, "SELECT pg_sleep(0.9)");
      assertThat(show(c, "SELECT a, b FROM e_text")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aTransactionThatHoldsItsLockTooLongIsFailedAndItsConnectionKept(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var tool = open(major, "safeddl.maxTransactionHold", "400ms")) {
      run(c, "CREATE TABLE e_hold (a int); SET lock_timeout = '2s'");
      tool.setAutoCommit(false);
      run(tool, "ALTER TABLE e_hold ADD COLUMN b int");
      TimeUnit.MILLISECONDS.sleep(900);
      run(c, "INSERT INTO e_hold VALUES (1)");
      assertThatThrownBy(() -> run(tool, "SELECT 1"))
          .isInstanceOf(UnsafeDdlException.class)
          .hasMessageContaining("maxTransactionHold");
      tool.rollback();

      run(tool, "INSERT INTO e_hold VALUES (2)");
      var savepoint = tool.setSavepoint();
      run(tool, "ALTER TABLE e_hold ADD COLUMN b int");
      assertThatThrownBy(() -> run(tool, "SELECT pg_sleep(20)"))
          .as("while a statement runs, behind a savepoint")
          .isInstanceOf(UnsafeDdlException.class)
          .hasMessageContaining("maxTransactionHold");
      TimeUnit.MILLISECONDS.sleep(300);
      run(c, "INSERT INTO e_hold VALUES (3)");
      assertThatThrownBy(() -> tool.rollback(savepoint)).isInstanceOf(SQLException.class);
      tool.rollback();

      run(tool, "ALTER TABLE e_hold ADD COLUMN b int");
      tool.commit();
      run(tool, "SELECT 1");
      TimeUnit.MILLISECONDS.sleep(900);
      run(tool, "SELECT 1");
      tool.commit();
      assertThat(column(c, "SELECT a FROM e_hold ORDER BY a")).containsExactly("1", "3");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theReportHoldsALineForEachStatement(int major, @TempDir Path folder) throws Exception {
    var file = folder.resolve("report.jsonl");
    try (var c = SERVERS.connect(major);
        var tool = open(major, "safeddl.report", file.toString())) {
      run(c, "CREATE TABLE e_report (a int)");
      run(tool, "CREATE INDEX e_report_a ON e_report (a)");
      run(tool, "COMMENT ON TABLE e_report IS 'a \"secret\"'");
      assertThatThrownBy(() -> run(tool, "ALTER TABLE e_report ALTER a TYPE bigint"))
          .isInstanceOf(UnsafeDdlException.class);
      var lines = Files.readAllLines(file);
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0))
          .contains("\"decision\":\"replace\"", "CREATE INDEX CONCURRENTLY e_report_a");
      assertThat(lines.get(1)).contains("\"tag\":\"COMMENT\"").doesNotContain("secret");
      assertThat(lines.get(2))
          .contains("\"decision\":\"refuse\"", "table-rewrite", "\"sqlState\":\"0A000\"");
    }
  }

  /** Crude: the benchmark measures it properly. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theApplicationDoesNotFeelDdlBehindAReader(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var tool = open(major);
        var reader = SERVERS.connect(major);
        var application = SERVERS.connect(major)) {
      run(c, "CREATE TABLE e_stall (a int PRIMARY KEY, b int); INSERT INTO e_stall VALUES (1)");
      reader.setAutoCommit(false);
      run(reader, "SELECT * FROM e_stall");
      var migrated =
          CompletableFuture.runAsync(
              () ->
                  Servers.unchecked(
                      () -> {
                        run(tool, "ALTER TABLE e_stall ADD COLUMN c int");
                        run(tool, "CREATE INDEX e_stall_b ON e_stall (b)");
                      }));
      long longest = 0;
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
      while (System.nanoTime() < end || !migrated.isDone()) {
        long start = System.nanoTime();
        run(application, "UPDATE e_stall SET b = b + 1 WHERE a = 1");
        longest = Math.max(longest, System.nanoTime() - start);
        if (System.nanoTime() >= end) {
          reader.rollback();
        }
      }
      migrated.get(30, TimeUnit.SECONDS);
      assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofMillis(400));
      assertThat(indexes(c, "e_stall")).contains("e_stall_b");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aBatchUnderAutocommitIsOneTransaction(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major);
        var statement = tool.createStatement()) {
      run(c, "CREATE TABLE e_batch (a int PRIMARY KEY)");
      statement.addBatch("INSERT INTO e_batch VALUES (1) -- one");
      statement.addBatch("UPDATE e_batch SET a = a + 1 WHERE a < 5");
      statement.addBatch("INSERT INTO e_batch VALUES (2)");
      assertThatThrownBy(statement::executeBatch)
          .isInstanceOfSatisfying(
              BatchUpdateException.class,
              e -> assertThat(e.getUpdateCounts()).containsExactly(-3, -3, -3));
      assertThat(show(c, "SELECT count(*) FROM e_batch")).isEqualTo("0");
      statement.addBatch("INSERT INTO e_batch VALUES (1)");
      statement.addBatch("UPDATE e_batch SET a = a + 1 WHERE a < 5");
      assertThat(statement.executeBatch()).containsExactly(1, 1);
      assertThat(statement.executeBatch()).as("the batch is over").isEmpty();

      statement.addBatch("CREATE TABLE e_batch_new (a int)");
      statement.addBatch("INSERT INTO e_batch VALUES (2)");
      assertThatThrownBy(statement::executeBatch).isInstanceOf(BatchUpdateException.class);
      assertThat(show(c, "SELECT to_regclass('e_batch_new') IS NULL")).isEqualTo("t");

      statement.addBatch("INSERT INTO e_batch VALUES (7)");
      statement.addBatch("CREATE INDEX ON e_batch (a)");
      assertThat(statement.executeBatch()).containsExactly(1, 0);
      assertThat(indexes(c, "e_batch")).containsExactly("e_batch_a_idx", "e_batch_pkey");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void setTransactionMayStandBeforeQueriesInOneText(int major) throws SQLException {
    try (var tool = open(major)) {
      tool.setAutoCommit(false);
      run(tool, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SELECT 1");
      assertThat(show(tool, "SHOW transaction_isolation")).isEqualTo("serializable");
      tool.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void anIndexOfThisTextIsAsSmallAsItsTable(int major) throws SQLException {
    try (var tool = open(major, "safeddl.assumeLarge", "no_such_table")) {
      run(tool, "CREATE TABLE e_small (a int)");
      run(tool, "INSERT INTO e_small VALUES (1)");
      run(tool, "CREATE INDEX e_small_a ON e_small (a); DROP INDEX e_small_a");
      assertThat(indexes(tool, "e_small")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aLockOutsideATransactionIsTheServersToRefuse(int major) throws SQLException {
    try (var tool = open(major, "safeddl.assumeLarge", "no_such_table")) {
      run(tool, "CREATE TABLE e_lock (a int)");
      assertThatThrownBy(() -> run(tool, "LOCK TABLE e_lock"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P01"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void noPreparedTransactionKeepsAStrongLock(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE e_prepared (a int)");
      tool.setAutoCommit(false);
      run(tool, "ALTER TABLE e_prepared ADD COLUMN b int");
      assertThatThrownBy(() -> run(tool, "PREPARE TRANSACTION 'e_prepared'"))
          .isInstanceOf(UnsafeDdlException.class)
          .hasMessageContaining("PREPARE TRANSACTION");
      tool.rollback();
      assertThatThrownBy(
              () ->
                  run(
                      tool,
                      "ALTER TABLE e_prepared ADD COLUMN b int; PREPARE TRANSACTION 'e_prepared'"))
          .isInstanceOf(UnsafeDdlException.class);
      tool.rollback();
      assertThat(column(c, "SELECT gid FROM pg_prepared_xacts WHERE gid = 'e_prepared'")).isEmpty();
      assertThat(
              column(
                  c,
                  "SELECT attname FROM pg_attribute WHERE attrelid = 'e_prepared'::regclass AND attnum > 0"))
          .containsExactly("a");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theCopyApiTakesCopyAlone(int major) throws SQLException, java.io.IOException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE e_copy (a int)");
      var copy = tool.unwrap(org.postgresql.PGConnection.class).getCopyAPI();
      assertThatThrownBy(() -> copy.copyIn("ALTER TABLE e_copy ALTER a TYPE bigint"))
          .isInstanceOf(UnsafeDdlException.class);
      assertThatThrownBy(() -> copy.copyOut("COPY (DELETE FROM e_copy RETURNING a) TO STDOUT"))
          .isInstanceOf(UnsafeDdlException.class);
      assertThatThrownBy(() -> copy.copyIn("COPY e_copy FROM STDIN; DROP TABLE e_copy"))
          .isInstanceOf(UnsafeDdlException.class);
      assertThat(copy.copyIn("COPY e_copy FROM STDIN", new java.io.StringReader("1\n2\n")))
          .isEqualTo(2);
      assertThat(column(c, "SELECT a FROM e_copy ORDER BY a")).containsExactly("1", "2");
    }
  }
}
