package io.safeddl.run;

import static io.safeddl.run.Servers.column;
import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that the gate has to see, against what pgjdbc makes of the same. */
@Timeout(60)
class BatchTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static BatchUpdateException failing(Connection c, String... elements)
      throws SQLException {
    try (Statement statement = c.createStatement()) {
      for (String element : elements) {
        statement.addBatch(element);
      }
      return catchThrowableOfType(BatchUpdateException.class, statement::executeBatch);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void dataAndGuardedStatementsAreOneTransactionAsWithPgjdbc(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = SERVERS.safe(major)) {
      run(c, "CREATE TABLE b_one (a int PRIMARY KEY)");
      var elements =
          new String[] {
            "INSERT INTO b_one VALUES (1)",
            "ALTER TABLE b_one ADD COLUMN b int",
            "UPDATE b_one SET b = 2 WHERE a = 1",
            "INSERT INTO b_one VALUES (1)"
          };
      var theirs = failing(c, elements);
      var ours = failing(tool, elements);
      assertThat(ours.getUpdateCounts()).isEqualTo(theirs.getUpdateCounts());
      assertThat(ours.getSQLState()).isEqualTo(theirs.getSQLState()).isEqualTo("23505");
      assertThat((Throwable) ours.getNextException()).isNotNull();
      assertThat(show(c, "SELECT count(*) FROM b_one")).isEqualTo("0");
      try (Statement statement = tool.createStatement()) {
        for (String element : Arrays.copyOf(elements, 3)) {
          statement.addBatch(element);
        }
        assertThat(statement.executeBatch()).containsExactly(1, 0, 1);
      }
      assertThat(show(c, "SELECT b FROM b_one")).isEqualTo("2");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatIsRefusedRefusesTheBatchBeforeItsFirstElement(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = SERVERS.safe(major)) {
      run(c, "CREATE TABLE b_none (a int)");
      var e =
          failing(
              tool,
              "INSERT INTO b_none VALUES (1)",
              "CREATE INDEX b_none_a ON b_none (a)",
              "ALTER TABLE b_none ALTER a TYPE bigint");
      assertThat(e.getCause()).isInstanceOf(UnsafeDdlException.class);
      assertThat(e.getUpdateCounts()).containsExactly(-3, -3, -3);
      assertThat(show(c, "SELECT count(*) FROM b_none")).isEqualTo("0");
      assertThat(show(c, "SELECT to_regclass('b_none_a') IS NULL")).isEqualTo("t");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatStandsBeforeABuildIsCommittedAndCounted(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = SERVERS.safe(major)) {
      run(c, "CREATE TABLE b_cut (a int PRIMARY KEY)");
      var e =
          failing(
              tool,
              "INSERT INTO b_cut VALUES (1)",
              "INSERT INTO b_cut VALUES (2), (3)",
              "CREATE INDEX b_cut_a ON b_cut (a)",
              "INSERT INTO b_cut VALUES (4)",
              "INSERT INTO b_cut VALUES (4)");
      assertThat(e.getUpdateCounts()).as(e.getMessage()).containsExactly(1, 2, 0, -3, -3);
      assertThat(column(c, "SELECT a FROM b_cut ORDER BY a")).containsExactly("1", "2", "3");
      assertThat(show(c, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'b_cut_a'::regclass"))
          .isEqualTo("t");
      assertThat(show(tool, "SELECT pg_current_xact_id_if_assigned() IS NULL")).isEqualTo("t");
    }
  }

  /** pgjdbc empties a prepared batch when it sends it; the lock is lost behind that. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aPreparedBatchThatLosesItsLockIsSentAgain(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var reader = SERVERS.connect(major);
        var tool = SERVERS.safe(major)) {
      run(c, "CREATE MATERIALIZED VIEW b_view AS SELECT 1 AS a");
      reader.setAutoCommit(false);
      run(reader, "SELECT * FROM b_view");
      try (var prepared =
          tool.prepareStatement("ALTER MATERIALIZED VIEW b_view RENAME COLUMN a TO b")) {
        prepared.addBatch();
        var counts = CompletableFuture.supplyAsync(() -> Servers.got(prepared::executeBatch));
        TimeUnit.MILLISECONDS.sleep(400);
        assertThat(counts).isNotDone();
        reader.rollback();
        assertThat(counts.get(10, TimeUnit.SECONDS)).containsExactly(0);
      }
      assertThat(show(c, "SELECT b FROM b_view")).isEqualTo("1");
    }
  }

  /** What a batch with twice the same element comes to: an error, or the state of the table. */
  private static String twice(Connection c, String sql, boolean autoCommit) throws SQLException {
    run(c, "DROP TABLE IF EXISTS b_twice; CREATE TABLE b_twice (a int)");
    c.setAutoCommit(autoCommit);
    String result;
    try (var prepared = c.prepareStatement(sql)) {
      prepared.addBatch();
      prepared.addBatch();
      result = Arrays.toString(prepared.executeBatch());
    } catch (BatchUpdateException e) {
      result = e.getSQLState() + " " + Arrays.toString(e.getUpdateCounts());
    }
    if (!autoCommit) {
      if (result.startsWith("[")) {
        c.commit();
      } else {
        c.rollback();
      }
      c.setAutoCommit(true);
    }
    return result
        + " "
        + show(c, "SELECT count(*) FROM pg_index WHERE indrelid = 'b_twice'::regclass")
        + " "
        + show(
            c,
            "SELECT count(*) FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid"
                + " = 'b_twice'::regclass");
  }

  /** As with plain pgjdbc, but that of what was committed early the first one stays. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theSameElementTwiceRunsTwice(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = SERVERS.safe(major)) {
      SERVERS.leavesRows();
      for (boolean autoCommit : new boolean[] {true, false}) {
        for (String sql :
            new String[] {
              "CREATE INDEX ON b_twice (a)",
              "CREATE INDEX IF NOT EXISTS b_twice_a ON b_twice (a)",
              "ALTER TABLE b_twice ADD COLUMN b int",
              "ALTER TABLE b_twice ADD COLUMN IF NOT EXISTS b int",
              "ALTER TABLE b_twice ADD CHECK (a > 0)"
            }) {
          assertThat(twice(tool, sql, autoCommit)).as(sql).isEqualTo(twice(c, sql, autoCommit));
        }
        var named = "CREATE INDEX b_twice_a ON b_twice (a)";
        assertThat(twice(c, named, autoCommit)).isEqualTo("42P07 [-3, -3] 0 1");
        assertThat(twice(tool, named, autoCommit))
            .isEqualTo(autoCommit ? "42P07 [0, -3] 1 1" : "42P07 [-3, -3] 1 1");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void setTransactionMayStandBeforeDdlInOneText(int major) throws SQLException {
    try (var tool = SERVERS.safe(major)) {
      run(tool, "CREATE TABLE b_set (a int)");
      tool.setAutoCommit(false);
      run(
          tool,
          "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; -- first\n"
              + "ALTER TABLE b_set ADD COLUMN b int; INSERT INTO b_set VALUES (1, 2)");
      assertThat(show(tool, "SHOW transaction_isolation")).isEqualTo("serializable");
      assertThat(show(tool, "SELECT b FROM b_set")).isEqualTo("2");
      tool.rollback();
      try (Statement statement = tool.createStatement()) {
        assertThat(
                statement.execute("SET TRANSACTION READ ONLY; ALTER TABLE b_set ADD COLUMN c int"))
            .isFalse();
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isEqualTo("25006");
      }
      tool.rollback();
      assertThatThrownBy(
              () -> run(tool, "SET TRANSACTION READ WRITE; ALTER TABLE b_set ALTER a TYPE bigint"))
          .isInstanceOf(UnsafeDdlException.class);
      tool.rollback();
      tool.setAutoCommit(true);
      run(tool, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; ALTER TABLE b_set ADD COLUMN c int");
      assertThat(show(tool, "SELECT count(c) FROM b_set")).isEqualTo("0");
    }
  }
}
