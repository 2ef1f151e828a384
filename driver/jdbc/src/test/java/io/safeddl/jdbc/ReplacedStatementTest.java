package io.safeddl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A statement carried out by other means presents one result, however it was executed. */
final class ReplacedStatementTest {
  private static final String INDEX = "CREATE INDEX i ON t (id)";

  private static TestDatabase database;

  private GatedConnection gated;
  private Statement statement;

  @BeforeAll
  static void createDatabase() throws SQLException {
    database = TestPostgres.server().createDatabase();
    try (var plain = database.connect();
        var create = plain.createStatement()) {
      create.execute("CREATE TABLE t (id int)");
    }
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    gated = GatedConnection.open(database);
    statement = gated.statement();
  }

  @AfterEach
  void disconnect() throws SQLException {
    gated.close();
  }

  private static void assertOneEmptyResult(Statement statement) throws SQLException {
    assertThat(statement.getUpdateCount()).isZero();
    assertThat(statement.getLargeUpdateCount()).isZero();
    assertThat(statement.getResultSet()).isNull();
    try (ResultSet keys = statement.getGeneratedKeys()) {
      assertThat(keys.next()).isFalse();
    }
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(statement.getUpdateCount()).isEqualTo(-1);
    assertThat(statement.getLargeUpdateCount()).isEqualTo(-1);
  }

  @Test
  void byExecute() throws SQLException {
    assertThat(statement.execute(INDEX)).isFalse();
    assertOneEmptyResult(statement);
    assertThat(statement.execute(INDEX, Statement.RETURN_GENERATED_KEYS)).isFalse();
    assertOneEmptyResult(statement);
    assertThat(statement.execute(INDEX, new String[] {"id"})).isFalse();
    assertOneEmptyResult(statement);
  }

  @Test
  void byExecuteUpdate() throws SQLException {
    assertThat(statement.executeUpdate(INDEX)).isZero();
    assertOneEmptyResult(statement);
    assertThat(statement.executeUpdate(INDEX, Statement.NO_GENERATED_KEYS)).isZero();
    assertThat(statement.executeUpdate(INDEX, new String[] {"id"})).isZero();
    assertThat(statement.executeLargeUpdate(INDEX)).isZero();
    assertOneEmptyResult(statement);
    assertThat(statement.executeLargeUpdate(INDEX, Statement.NO_GENERATED_KEYS)).isZero();
    assertThat(statement.executeLargeUpdate(INDEX, new String[] {"id"})).isZero();
  }

  @Test
  void asAQueryItFailsAsEveryStatementWithoutRows() throws SQLException {
    assertThatThrownBy(() -> statement.executeQuery(INDEX))
        .isInstanceOf(SQLException.class)
        .hasFieldOrPropertyWithValue("SQLState", "02000");
    assertOneEmptyResult(statement);
  }

  @Test
  void byPreparedStatement() throws SQLException {
    try (PreparedStatement prepared = gated.connection().prepareStatement(INDEX)) {
      assertThat(prepared.execute()).isFalse();
      assertOneEmptyResult(prepared);
      assertThat(prepared.executeUpdate()).isZero();
      assertThat(prepared.executeLargeUpdate()).isZero();
      assertOneEmptyResult(prepared);
    }
    assertThat(gated.gate().events)
        .containsExactly("prepared " + INDEX, "prepared " + INDEX, "prepared " + INDEX);
  }

  @Test
  void aPreparedStatementTakesNoText() throws SQLException {
    try (PreparedStatement prepared = gated.connection().prepareStatement("SELECT 1")) {
      assertThatThrownBy(() -> prepared.execute(INDEX)).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> prepared.executeUpdate(INDEX)).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> prepared.addBatch(INDEX)).isInstanceOf(SQLException.class);
    }
    assertThat(gated.gate().events).isEmpty();
  }

  @Test
  void theResultsBeforeAreGone() throws SQLException {
    ResultSet before = statement.executeQuery("SELECT 1");
    statement.execute(INDEX);
    assertThat(before.isClosed()).isTrue();
    assertOneEmptyResult(statement);
    statement.execute("SELECT 1; SELECT 2");
    statement.execute(INDEX);
    assertOneEmptyResult(statement);
    assertThat(statement.execute("SELECT 3")).isTrue();
    try (ResultSet rows = statement.getResultSet()) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(3);
    }
  }

  @Test
  void asElementsOfABatch() throws SQLException {
    statement.addBatch("INSERT INTO t VALUES (1), (2)");
    statement.addBatch(INDEX);
    statement.addBatch("DELETE FROM t");
    assertThat(statement.executeBatch()).containsExactly(2, 0, 2);
    assertThat(warnings(statement)).containsExactly("built concurrently", "took no time");
    assertThat(statement.getUpdateCount()).isEqualTo(-1);
    assertThat(statement.executeBatch()).as("the batch is over").isEmpty();
    statement.addBatch(INDEX);
    assertThat(statement.executeLargeBatch()).containsExactly(0);
    statement.addBatch(INDEX);
    statement.clearBatch();
    assertThat(statement.executeBatch()).isEmpty();
  }

  @Test
  void aBatchWithoutDdlGoesAsOne() throws SQLException {
    statement.addBatch("INSERT INTO t VALUES (1)");
    statement.addBatch("DELETE FROM t");
    assertThat(statement.executeBatch()).containsExactly(1, 1);
    assertThat(gated.gate().events).isEmpty();
  }

  @Test
  void aRefusedElementStopsTheBatch() throws SQLException {
    statement.addBatch("INSERT INTO t VALUES (1)");
    statement.addBatch("DROP TABLE t");
    statement.addBatch("DELETE FROM t");
    assertThatThrownBy(() -> statement.executeBatch())
        .isInstanceOf(BatchUpdateException.class)
        .hasCauseInstanceOf(UnsafeDdlException.class)
        .hasFieldOrPropertyWithValue("SQLState", "0A000")
        .hasFieldOrPropertyWithValue(
            "updateCounts",
            new int[] {
              Statement.EXECUTE_FAILED, Statement.EXECUTE_FAILED, Statement.EXECUTE_FAILED
            });
    assertThat(statement.executeUpdate("DELETE FROM t")).as("one transaction").isZero();
  }

  @Test
  void whatStandsBeforeAnElementOutsideATransactionIsCommitted() throws SQLException {
    statement.addBatch("INSERT INTO t VALUES (1) -- a comment; of this element");
    statement.addBatch("INSERT INTO t VALUES (2)");
    statement.addBatch(INDEX);
    statement.addBatch("INSERT INTO t VALUES (3)");
    statement.addBatch("INSERT INTO none VALUES (4)");
    assertThatThrownBy(() -> statement.executeBatch())
        .hasFieldOrPropertyWithValue("SQLState", "42P01")
        .hasMessageContaining("Batch entry 4")
        .hasFieldOrPropertyWithValue(
            "updateCounts",
            new int[] {1, 1, 0, Statement.EXECUTE_FAILED, Statement.EXECUTE_FAILED});
    assertThat(statement.executeUpdate("DELETE FROM t WHERE id < 3")).isEqualTo(2);
    assertThat(statement.executeUpdate("DELETE FROM t")).isZero();
    assertThat(gated.gate().events)
        .containsSubsequence("BEGIN", "COMMIT", INDEX, "BEGIN", "ROLLBACK");
  }

  @Test
  void withinATransactionNothingOfAFailedBatchCounts() throws SQLException {
    gated.connection().setAutoCommit(false);
    statement.addBatch("INSERT INTO t VALUES (1)");
    statement.addBatch("DROP TABLE t");
    assertThatThrownBy(() -> statement.executeBatch())
        .hasFieldOrPropertyWithValue(
            "updateCounts", new int[] {Statement.EXECUTE_FAILED, Statement.EXECUTE_FAILED});
    gated.connection().rollback();
  }

  @Test
  void asABatchOfAPreparedStatement() throws SQLException {
    try (PreparedStatement prepared = gated.connection().prepareStatement(INDEX)) {
      prepared.addBatch();
      prepared.addBatch();
      assertThat(prepared.executeBatch()).containsExactly(0, 0);
      assertThat(prepared.executeBatch()).as("the batch is over").isEmpty();
    }
    assertThat(gated.gate().events).containsExactly("prepared " + INDEX, INDEX);
    try (PreparedStatement refused = gated.connection().prepareStatement("DROP TABLE t")) {
      refused.addBatch();
      assertThatThrownBy(refused::executeBatch)
          .isInstanceOf(BatchUpdateException.class)
          .hasCauseInstanceOf(UnsafeDdlException.class)
          .hasFieldOrPropertyWithValue("updateCounts", new int[] {Statement.EXECUTE_FAILED});
      assertThat(refused.executeBatch()).as("the batch is over").isEmpty();
    }
  }

  @Test
  void warningsComeBeforeTheServersAndGoWithTheNextExecution() throws SQLException {
    statement.execute(INDEX);
    assertThat(warnings(statement)).containsExactly("built concurrently", "took no time");
    assertThat(warnings(statement)).as("the second time").hasSize(2);
    statement.clearWarnings();
    assertThat((Object) statement.getWarnings()).isNull();
    statement.execute(INDEX);
    statement.execute("DO $$ BEGIN RAISE WARNING 'of the server'; END $$");
    assertThat(warnings(statement)).containsExactly("of the server");
  }

  private static List<String> warnings(Statement statement) throws SQLException {
    List<String> messages = new ArrayList<>();
    for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
      messages.add(w.getMessage());
      assertThat(messages).hasSizeLessThan(10);
    }
    return messages;
  }

  @Test
  void aClosedStatementIsNotJudged() throws SQLException {
    statement.close();
    assertThatThrownBy(() -> statement.execute(INDEX)).isInstanceOf(SQLException.class);
    assertThat(gated.gate().events).isEmpty();
  }

  @Test
  void pgjdbcsInternalCallsAreJudgedToo() throws SQLException {
    var base = gated.connection().unwrap(org.postgresql.core.BaseConnection.class);
    assertThatThrownBy(() -> base.execSQLUpdate("DROP TABLE t"))
        .isInstanceOf(UnsafeDdlException.class);
    assertThatThrownBy(() -> base.execSQLQuery("DROP TABLE t"))
        .isInstanceOf(UnsafeDdlException.class);
    var query = base.createQuery("DROP TABLE t", true, false);
    var internal = statement.unwrap(org.postgresql.core.BaseStatement.class);
    assertThatThrownBy(() -> internal.executeWithFlags(query, 0))
        .isInstanceOf(UnsafeDdlException.class);
    assertThatThrownBy(() -> internal.executeWithFlags("DROP TABLE t", 0))
        .isInstanceOf(UnsafeDdlException.class);
  }

  @Test
  void theGateSeesTheTextThatPgjdbcSends() throws SQLException {
    statement.execute("SELECT {d '2026-01-01'}");
    statement.setEscapeProcessing(false);
    assertThatThrownBy(() -> statement.execute("SELECT {d '2026-01-01'}"))
        .isInstanceOf(SQLException.class);
    try (var call = gated.connection().prepareCall("{call now()}")) {
      call.execute();
    }
    assertThat(gated.gate().events)
        .containsExactly(
            "SELECT DATE '2026-01-01'",
            "SELECT {d '2026-01-01'}",
            "prepared select * from now() as result");
  }
}
