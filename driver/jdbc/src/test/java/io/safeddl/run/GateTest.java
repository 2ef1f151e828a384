package io.safeddl.run;

import static io.safeddl.run.Servers.column;
import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.Effects;
import io.safeddl.effect.TransactionContext;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.jdbc.UnsafeDdlException;
import io.safeddl.plan.Decision;
import io.safeddl.plan.Step;
import io.safeddl.plan.Step.IndexTask;
import io.safeddl.plan.Verdict;
import io.safeddl.rule.Finding;
import io.safeddl.rule.RuleInfo;
import io.safeddl.rule.Severity;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** The gate with a judge of the test's own: REINDEX, CLUSTER and DROP TABLE are refused. */
@Timeout(60)
class GateTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static final RuleInfo RULE =
      new RuleInfo("a-rule", "A rule", Severity.ERROR, RuleInfo.Group.LOCK);

  private final Siblings siblings = new Siblings();
  private final List<TransactionContext> seen = new ArrayList<>();
  private final List<Set<String>> allowed = new ArrayList<>();

  private Gate gate(int major, Connection raw) throws SQLException {
    return new StatementGate(
        Session.of(raw),
        RunOptions.DEFAULT,
        siblings,
        () -> SERVERS.connect(major),
        this::decideAll,
        sql -> sql.startsWith("SELECT"));
  }

  private List<Verdict> decideAll(
      Script script, Catalog catalog, TransactionContext transaction, Set<String> allowedRules) {
    seen.add(transaction);
    allowed.add(allowedRules);
    return script.statements().stream().map(GateTest::decide).toList();
  }

  private static Verdict decide(SourceStatement source) {
    var statement = StatementReader.read(source);
    return new Verdict(source, statement, Effects.NONE, decision(source, statement));
  }

  private static Decision decision(SourceStatement source, Statement statement) {
    if (statement instanceof Statement.CreateIndex create && !create.concurrently()) {
      var name = create.name() == null ? null : create.name().toSql();
      var sql = source.text().replaceFirst("INDEX", "INDEX CONCURRENTLY");
      var task = new IndexTask(IndexTask.Work.CREATE, create.table().toSql(), name);
      return new Decision.Replace(
          List.of(new Step(sql, Step.Kind.ONLINE, List.of(), null, task)), List.of(), List.of());
    }
    if (statement instanceof Statement.Drop) {
      var finding =
          new Finding(RULE, Severity.ERROR, source.span(), null, null, "It drops.", "Keep it.");
      return new Decision.Refuse(List.of(finding));
    }
    if (statement instanceof Statement.AlterTable || statement instanceof Statement.CreateTable) {
      return new Decision.Guard(List.of(), true, List.of());
    }
    return new Decision.PassThrough(List.of());
  }

  private static String execute(Gate gate, Connection raw, String sql) throws SQLException {
    return gate.execute(new SentText(raw, sql, false));
  }

  private static TransactionState state(Connection raw) throws SQLException {
    return raw.unwrap(BaseConnection.class).getTransactionState();
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
  void aRefusedTextRunsNothing(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE r_auto (a int)");
      var gate = gate(major, c);
      var e =
          catchThrowableOfType(
              UnsafeDdlException.class,
              () -> execute(gate, c, "INSERT INTO r_auto VALUES (1); DROP TABLE r_auto"));
      assertThat(e.getSQLState()).isEqualTo("0A000");
      assertThat(e.findings()).extracting(f -> f.rule().id()).containsExactly("a-rule");
      assertThat((Throwable) e)
          .hasMessageContaining("It drops.")
          .hasMessageContaining("Instead: Keep it.")
          .hasMessageContaining("safeddl:allow a-rule");
      assertThat(show(c, "SELECT count(*) FROM r_auto")).isEqualTo("0");
      assertThat(state(c)).isEqualTo(TransactionState.IDLE);
      gate.close();
      assertThat(siblings.size()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aRefusalFailsTheTransactionUntilItIsRolledBack(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE r_tx (a int)");
      var gate = gate(major, c);
      c.setAutoCommit(false);
      execute(gate, c, "INSERT INTO r_tx VALUES (1)");
      var savepoint = c.setSavepoint();
      gate.savepointSet();
      assertThatThrownBy(() -> execute(gate, c, "DROP TABLE r_tx"))
          .isInstanceOf(UnsafeDdlException.class);
      assertThatThrownBy(() -> execute(gate, c, "INSERT INTO r_tx VALUES (2)"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
      c.rollback(savepoint);
      execute(gate, c, "INSERT INTO r_tx VALUES (3)");
      c.commit();
      gate.transactionEnded(true);
      assertThat(column(c, "SELECT a FROM r_tx ORDER BY a")).containsExactly("1", "3");
      c.commit();
      assertThatThrownBy(() -> execute(gate, c, "DROP TABLE r_tx"))
          .as("as the first statement of a transaction")
          .isInstanceOf(UnsafeDdlException.class);
      assertThat(state(c)).isEqualTo(TransactionState.FAILED);
      c.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void anIndexIsBuiltConcurrentlyUnderAutocommit(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE i_auto (a int)");
      var gate = gate(major, c);
      var execution = new SentText(c, "CREATE INDEX i_auto_a ON i_auto (a)", false);
      assertThat(gate.execute(execution)).isEqualTo(SentText.DONE);
      assertThat(indexes(c, "i_auto")).containsExactly("i_auto_a");
      assertThat(execution.warnings())
          .singleElement()
          .asString()
          .startsWith("01000")
          .contains("CREATE INDEX CONCURRENTLY i_auto_a ON i_auto (a)");
      assertThat(seen).containsExactly(TransactionContext.AUTOCOMMIT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void anIndexIsBuiltBesideATransactionThatHasDoneNothing(int major) throws SQLException {
    SERVERS.leavesRows();
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE i_tx (a int); CREATE SCHEMA other");
      run(c, "SET application_name = 'before'");
      var gate = gate(major, c);
      c.setAutoCommit(false);
      execute(gate, c, "SET application_name = 'inside'");
      execute(gate, c, "SELECT set_config('search_path', 'public,other', false)");
      execute(gate, c, "SELECT count(*) FROM pg_catalog.pg_class WHERE relname = 'x'");
      execute(gate, c, "SET default_transaction_isolation = 'serializable'");
      assertThat(execute(gate, c, "CREATE INDEX i_tx_a ON i_tx (a)")).isEqualTo(SentText.DONE);
      assertThat(seen.get(0).state()).isEqualTo(State.NOTHING);

      assertThat(c.getAutoCommit()).isFalse();
      assertThat(state(c)).isEqualTo(TransactionState.OPEN);
      assertThat(show(c, "SHOW transaction_isolation")).isEqualTo("read committed");
      assertThat(show(c, "SHOW application_name")).isEqualTo("inside");
      assertThat(show(c, "SHOW search_path")).isEqualTo("public,other");

      c.rollback();
      gate.transactionEnded(false);
      assertThat(show(c, "SHOW application_name")).isEqualTo("before");
      assertThat(show(c, "SHOW search_path")).isEqualTo("\"$user\", public");
      assertThat(show(c, "SHOW default_transaction_isolation")).isEqualTo("read committed");
      assertThat(indexes(c, "i_tx")).containsExactly("i_tx_a");
      c.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theSameBehindATextualBegin(int major) throws SQLException {
    SERVERS.leavesRows();
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE i_begin (a int)");
      var gate = gate(major, c);
      execute(gate, c, "BEGIN");
      execute(gate, c, "SET application_name = 'inside'");
      execute(gate, c, "CREATE INDEX i_begin_a ON i_begin (a)");
      assertThat(seen).extracting(TransactionContext::state).containsExactly(State.NOTHING);
      assertThat(state(c)).isEqualTo(TransactionState.OPEN);
      execute(gate, c, "ROLLBACK");
      assertThat(show(c, "SHOW application_name")).isNotEqualTo("inside");
      assertThat(indexes(c, "i_begin")).containsExactly("i_begin_a");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aFailedBuildFailsTheTransaction(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE i_fail (a int); INSERT INTO i_fail VALUES (1), (1)");
      var gate = gate(major, c);
      c.setAutoCommit(false);
      assertThatThrownBy(() -> execute(gate, c, "CREATE UNIQUE INDEX i_fail_a ON i_fail (a)"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
      assertThat(c.getAutoCommit()).isFalse();
      assertThat(state(c)).isEqualTo(TransactionState.FAILED);
      c.rollback();
      assertThat(indexes(c, "i_fail")).isEmpty();
      c.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatTheTransactionHasDoneIsKnown(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE known (a int)");
      var gate = gate(major, c);
      c.setAutoCommit(false);
      assertThat(stateAfter(gate, c)).isEqualTo(State.NOTHING);
      assertThat(stateAfter(gate, c, "SELECT pg_try_advisory_lock(1)")).isEqualTo(State.NOTHING);
      assertThat(stateAfter(gate, c, "SELECT a FROM known")).isEqualTo(State.NOTHING);
      assertThat(stateAfter(gate, c, "SHOW search_path")).isEqualTo(State.NOTHING);
      assertThat(stateAfter(gate, c, "SELECT pg_advisory_xact_lock(1)")).isEqualTo(State.OTHER);
      assertThat(stateAfter(gate, c, "SELECT set_config('search_path', 'public', true)"))
          .isEqualTo(State.OTHER);
      assertThat(stateAfter(gate, c, "SELECT a FROM known FOR UPDATE")).isEqualTo(State.OTHER);
      assertThat(stateAfter(gate, c, "SELECT txid_current()")).isEqualTo(State.OTHER);
      assertThat(stateAfter(gate, c, "INSERT INTO known VALUES (1)")).isEqualTo(State.OTHER);
      assertThat(stateAfter(gate, c, "SAVEPOINT s")).isEqualTo(State.OTHER);
      assertThat(stateAfter(gate, c, "SET LOCAL search_path = public")).isEqualTo(State.NOTHING);
      assertThat(stateAfter(gate, c, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
          .isEqualTo(State.OTHER);
      assertThat(stateAfter(gate, c, "ALTER TABLE known ADD COLUMN b int"))
          .isNotEqualTo(State.NOTHING);
      gate.sideChannelUsed();
      assertThat(stateAfter(gate, c)).isEqualTo(State.NOTHING);
      assertThat(show(c, "SELECT pg_advisory_unlock_all()")).isEmpty();
      c.rollback();
    }
  }

  /** What the judge hears of a transaction with these statements; rolls it back. */
  private State stateAfter(Gate gate, Connection c, String... statements) throws SQLException {
    c.rollback();
    gate.transactionEnded(false);
    for (String sql : statements) {
      execute(gate, c, sql);
    }
    execute(gate, c, "COMMENT ON TABLE known IS 'x'");
    var last = seen.get(seen.size() - 1);
    c.rollback();
    gate.transactionEnded(false);
    return last.state();
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void partsOfATextKeepTheirAtomicity(int major) throws SQLException {
    SERVERS.leavesRows();
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE parts (a int PRIMARY KEY)");
      var gate = gate(major, c);
      assertThat(
              execute(
                  gate,
                  c,
                  "INSERT INTO parts VALUES (1); INSERT INTO parts VALUES (2);"
                      + " CREATE INDEX parts_a ON parts (a); INSERT INTO parts VALUES (3)"))
          .isEqualTo(SentText.DONE);
      assertThat(column(c, "SELECT a FROM parts ORDER BY a")).containsExactly("1", "2", "3");
      var e =
          catchThrowableOfType(
              SQLException.class,
              () ->
                  execute(
                      gate,
                      c,
                      "INSERT INTO parts VALUES (4); CREATE INDEX parts_b ON parts (a);"
                          + " INSERT INTO parts VALUES (5); INSERT INTO parts VALUES (5)"));
      assertThat(e.getSQLState()).isEqualTo("23505");
      assertThat((Throwable) e.getNextException()).hasMessageContaining("have been committed");
      assertThat(column(c, "SELECT a FROM parts ORDER BY a")).containsExactly("1", "2", "3", "4");
      assertThat(indexes(c, "parts")).containsExactly("parts_a", "parts_b", "parts_pkey");
      assertThat(state(c)).isEqualTo(TransactionState.IDLE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aTextOfGuardedStatementsIsOneTransaction(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      var gate = gate(major, c);
      assertThat(execute(gate, c, "CREATE TABLE w_a (a int); ALTER TABLE w_a ADD COLUMN b int"))
          .isEqualTo(SentText.SENT);
      assertThatThrownBy(
              () -> execute(gate, c, "CREATE TABLE w_b (a int); ALTER TABLE w_b DROP COLUMN x"))
          .isInstanceOf(SQLException.class);
      assertThat(show(c, "SELECT to_regclass('w_b') IS NULL")).isEqualTo("t");
      assertThat(
              execute(
                  gate,
                  c,
                  "BEGIN; CREATE TABLE w_c (a int); INSERT INTO w_c VALUES (1); COMMIT;"
                      + " INSERT INTO w_c VALUES (2)"))
          .isEqualTo(SentText.DONE);
      assertThat(column(c, "SELECT a FROM w_c ORDER BY a")).containsExactly("1", "2");
      assertThat(state(c)).isEqualTo(TransactionState.IDLE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aPreparedTextThatWouldHaveToBeCutIsRefused(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE prep (a int)");
      var gate = gate(major, c);
      assertThatThrownBy(
              () ->
                  gate.execute(
                      new SentText(
                          c, "INSERT INTO prep VALUES (1); CREATE INDEX ON prep (a)", true)))
          .isInstanceOf(UnsafeDdlException.class);
      assertThat(show(c, "SELECT count(*) FROM prep")).isEqualTo("0");
      assertThat(gate.execute(new SentText(c, "CREATE INDEX prep_a ON prep (a)", true)))
          .isEqualTo(SentText.DONE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void anAllowanceIsForTheNextStatement(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE al (a int)");
      var gate = gate(major, c);
      execute(gate, c, "SET LOCAL safeddl.allow = 'table-rewrite: because'");
      execute(gate, c, "COMMENT ON TABLE al IS 'x'");
      execute(gate, c, "COMMENT ON TABLE al IS 'x'");
      c.setAutoCommit(false);
      execute(gate, c, "SET LOCAL safeddl.allow = 'drop-column: because'");
      execute(gate, c, "SELECT 1");
      execute(gate, c, "COMMENT ON TABLE al IS 'x'");
      execute(gate, c, "SET LOCAL safeddl.allow = 'drop-column: because'");
      c.rollback();
      gate.transactionEnded(false);
      execute(gate, c, "COMMENT ON TABLE al IS 'x'");
      c.rollback();
      assertThat(allowed)
          .containsExactly(Set.of("table-rewrite"), Set.of(), Set.of("drop-column"), Set.of());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void onePollingForAnAdvisoryLockPinsNoSnapshot(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var look = SERVERS.connect(major)) {
      var gate = gate(major, c);
      c.setAutoCommit(false);
      var pinned =
          "SELECT backend_xmin IS NOT NULL FROM pg_stat_activity WHERE pid = "
              + c.unwrap(BaseConnection.class).getBackendPID();
      execute(gate, c, "SELECT pg_try_advisory_xact_lock(7), 'plain'");
      assertThat(show(look, pinned)).isEqualTo("f");
      execute(gate, c, "SELECT 1");
      assertThat(show(look, pinned)).as("a plain SELECT does pin one").isEqualTo("t");
      c.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theIsolationLevelCanStillBeChosenFirst(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      var gate = gate(major, c);
      c.setAutoCommit(false);
      execute(gate, c, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
      assertThat(show(c, "SHOW transaction_isolation")).isEqualTo("serializable");
      c.rollback();
    }
  }
}
