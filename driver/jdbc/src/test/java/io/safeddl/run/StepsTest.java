package io.safeddl.run;

import static io.safeddl.run.Servers.column;
import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.Effects;
import io.safeddl.effect.TransactionContext;
import io.safeddl.plan.Decision;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Step;
import io.safeddl.plan.Step.IndexTask;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans of several steps, given by the test itself for each COMMENT statement. */
@Timeout(120)
class StepsTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static final String COMMENT = "COMMENT ON TABLE s IS 'x'";

  private final Siblings siblings = new Siblings();
  private final List<Step> plan = new ArrayList<>();
  private @Nullable Duration deadline;

  @BeforeEach
  void aTable() throws SQLException {
    for (int major : List.of(14, 18)) {
      try (var c = SERVERS.connect(major)) {
        run(c, "DROP TABLE IF EXISTS s; CREATE TABLE s (a int)");
        if (show(c, "SELECT to_regclass('safeddl.journal') IS NULL").equals("f")) {
          run(c, "DELETE FROM safeddl.journal");
        }
      }
    }
  }

  private Gate gate(int major, Connection raw) throws SQLException {
    var d = RunOptions.DEFAULT;
    var options =
        new RunOptions(
            Policy.DEFAULT, d.autovacuum(), d.transactions(), deadline, null, d.logQueries());
    return new StatementGate(
        Session.of(raw),
        options,
        siblings,
        () -> SERVERS.connect(major),
        this::decideAll,
        sql -> sql.startsWith("SELECT"));
  }

  private List<Verdict> decideAll(
      Script script, Catalog catalog, TransactionContext transaction, Set<String> allowed) {
    return script.statements().stream()
        .map(
            source ->
                new Verdict(
                    source,
                    StatementReader.read(source),
                    Effects.NONE,
                    source.text().startsWith("COMMENT")
                        ? new Decision.Replace(plan, List.of(), List.of())
                        : new Decision.PassThrough(List.of())))
        .toList();
  }

  private static Step guarded(String sql, @Nullable String undo) {
    return new Step(sql, Step.Kind.GUARDED, List.of(), undo, null);
  }

  private static Step index(String name) {
    return new Step(
        "CREATE INDEX CONCURRENTLY " + name + " ON s (a)",
        Step.Kind.ONLINE,
        List.of(),
        "DROP INDEX CONCURRENTLY IF EXISTS " + name,
        new IndexTask(IndexTask.Work.CREATE, "s", name));
  }

  private static String execute(Gate gate, Connection raw, String sql) throws SQLException {
    return gate.execute(new SentText(raw, sql, false));
  }

  private static SQLException fails(Gate gate, Connection raw, String sql) {
    return catchThrowableOfType(SQLException.class, () -> execute(gate, raw, sql));
  }

  private static List<String> schema(Connection c) throws SQLException {
    return column(
        c,
        "SELECT attname FROM pg_attribute WHERE attrelid = 's'::regclass AND attnum > 0"
            + " AND NOT attisdropped UNION ALL SELECT indexrelid::regclass::text FROM pg_index"
            + " WHERE indrelid = 's'::regclass ORDER BY 1");
  }

  private static List<String> rows(Connection c) throws SQLException {
    return column(
        c, "SELECT ordinal || ' ' || state || ' ' || step FROM safeddl.journal ORDER BY ordinal");
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aFailedStepTakesBackThoseBeforeIt(int major) throws SQLException {
    plan.add(guarded("ALTER TABLE s ADD COLUMN b int", "ALTER TABLE s DROP COLUMN IF EXISTS b"));
    plan.add(index("s_i"));
    plan.add(guarded("ALTER TABLE s ADD COLUMN c int; SELECT 1/0", null));
    try (var c = SERVERS.connect(major);
        var look = SERVERS.connect(major)) {
      var gate = gate(major, c);
      assertThat(fails(gate, c, COMMENT).getSQLState()).isEqualTo("22012");
      assertThat(schema(look)).containsExactly("a");
      assertThat(rows(look)).isEmpty();
      c.setAutoCommit(false);
      execute(gate, c, "ALTER TABLE s ADD COLUMN first int");
      var e = fails(gate, c, COMMENT);
      assertThat((Throwable) e.getNextException())
          .hasMessageContaining("had to be committed early, and stays");
      c.rollback();
      gate.transactionEnded(false);
      assertThat(schema(look)).containsExactly("a", "first");
      assertThat(rows(look)).as("what was committed early").containsExactly("0 done 0");
      plan.remove(2);
      execute(gate, c, "ALTER TABLE s ADD COLUMN first int");
      execute(gate, c, COMMENT);
      gate.beforeCommit();
      c.commit();
      gate.transactionEnded(true);
      assertThat(schema(look)).containsExactly("a", "b", "first", "s_i");
      assertThat(rows(look)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatCannotBeTakenBackIsSaidAndGoneOnWith(int major) throws SQLException {
    plan.add(guarded("ALTER TABLE s ADD COLUMN b int", "ALTER TABLE s DROP COLUMN b"));
    plan.add(guarded("ALTER TABLE s ADD COLUMN c int", "SELECT 1/0"));
    plan.add(guarded("ALTER TABLE s ADD COLUMN d int", "ALTER TABLE s DROP COLUMN d"));
    plan.add(guarded("ALTER TABLE s ADD COLUMN e missing_type", null));
    try (var c = SERVERS.connect(major);
        var look = SERVERS.connect(major)) {
      var gate = gate(major, c);
      var e = fails(gate, c, COMMENT);
      assertThat(e.getSQLState()).isEqualTo("42704");
      assertThat((Throwable) e.getNextException())
          .hasMessageContaining("SELECT 1/0; ALTER TABLE s DROP COLUMN b");
      assertThat(schema(look)).containsExactly("a", "b", "c");
      assertThat(rows(look)).containsExactly("0 intent 2");
      run(look, "CREATE DOMAIN missing_type AS int");
      execute(gate, c, COMMENT);
      assertThat(schema(look)).containsExactly("a", "b", "c", "d", "e");
      assertThat(rows(look)).isEmpty();
      run(look, "DROP TABLE s; DROP DOMAIN missing_type; CREATE TABLE s (a int)");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aGuardedStepAndItsProgressAreOne(int major) throws SQLException {
    plan.add(guarded("ALTER TABLE s ADD COLUMN b int", "ALTER TABLE s DROP COLUMN b"));
    // The second one ends its own session, as a crash of the server's process would.
    plan.add(
        guarded(
            "ALTER TABLE s ADD COLUMN c int; SELECT pg_terminate_backend(pg_backend_pid())", null));
    try (var look = SERVERS.connect(major)) {
      try (var c = SERVERS.connect(major)) {
        assertThat((Throwable) fails(gate(major, c), c, COMMENT)).isNotNull();
        assertThat(c.isClosed()).isTrue();
      }
      assertThat(schema(look)).containsExactly("a", "b");
      assertThat(rows(look)).containsExactly("0 intent 1");
      run(
          look,
          "UPDATE safeddl.journal SET steps = jsonb_set(steps, '{1,sql}', '\"ALTER TABLE s ADD"
              + " COLUMN c int\"')");
      try (var c = SERVERS.connect(major)) {
        c.setAutoCommit(false);
        var gate = gate(major, c);
        var execution = new SentText(c, COMMENT, false);
        assertThat(gate.execute(execution)).isEqualTo(SentText.DONE);
        assertThat(execution.warnings()).anyMatch(w -> w.contains("completed this statement"));
        gate.beforeCommit();
        c.commit();
        gate.transactionEnded(true);
      }
      assertThat(schema(look)).containsExactly("a", "b", "c");
      assertThat(rows(look)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aDeadlineKeepsTheStepsThatAreDone(int major) throws SQLException {
    deadline = Duration.ofMillis(1500);
    plan.add(
        guarded(
            "ALTER TABLE s ADD COLUMN b int; SELECT pg_sleep(1.6)", "ALTER TABLE s DROP COLUMN b"));
    plan.add(guarded("ALTER TABLE s ADD COLUMN c int", null));
    try (var c = SERVERS.connect(major);
        var look = SERVERS.connect(major)) {
      var late = gate(major, c);
      var e = fails(late, c, COMMENT);
      assertThat(e.getSQLState()).isEqualTo("57014");
      assertThat((Throwable) e)
          .hasMessageContaining("before step 2 of 2")
          .hasMessageContaining("stays, 1 of 2 steps: ALTER TABLE s ADD COLUMN b int")
          .hasMessageContaining("Left to do: ALTER TABLE s ADD COLUMN c int")
          .hasMessageContaining("take back what is done (ALTER TABLE s DROP COLUMN b)")
          .hasMessageContaining(
              "safeddl-check journal forget --run "
                  + show(look, "SELECT run FROM safeddl.journal"));
      assertThat(schema(look)).containsExactly("a", "b");
      assertThat(rows(look)).containsExactly("0 intent 1");
      assertThat((Throwable) fails(late, c, COMMENT)).hasMessageContaining("before step 2 of 2");
      assertThat(schema(look)).as("no run takes back what another has done").contains("b");

      deadline = null;
      execute(gate(major, c), c, COMMENT);
      assertThat(schema(look)).containsExactly("a", "b", "c");
      assertThat(rows(look)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aDeadlineInABuildLeavesNothingOfTheBuild(int major) throws SQLException {
    deadline = Duration.ofSeconds(2);
    plan.add(guarded("ALTER TABLE s ADD COLUMN b int", "ALTER TABLE s DROP COLUMN b"));
    plan.add(index("s_i"));
    try (var c = SERVERS.connect(major);
        var look = SERVERS.connect(major);
        var writer = SERVERS.connect(major)) {
      run(look, "CREATE TABLE IF NOT EXISTS s_wait (a int)");
      writer.setAutoCommit(false);
      // The build cannot tell whether that transaction will read its table.
      run(writer, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      run(writer, "SELECT count(*) FROM s_wait");
      c.setAutoCommit(false);
      var gate = gate(major, c);
      execute(gate, c, "ALTER TABLE s ADD COLUMN first int");
      var e = fails(gate, c, COMMENT);
      assertThat(e.getSQLState()).isEqualTo("57014");
      assertThat((Throwable) e).hasMessageContaining("stays, 1 of 2 steps");
      c.rollback();
      gate.transactionEnded(false);
      writer.rollback();
      assertThat(schema(look)).containsExactly("a", "b", "first");
      assertThat(rows(look)).containsExactly("0 done 0", "1 intent 1");

      deadline = null;
      var again = gate(major, c);
      execute(again, c, "ALTER TABLE s ADD COLUMN first int");
      execute(again, c, COMMENT);
      again.beforeCommit();
      c.commit();
      again.transactionEnded(true);
      assertThat(schema(look)).containsExactly("a", "b", "first", "s_i");
      assertThat(rows(look)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void withoutAJournalADeadlineTakesBackWhatIsDone(int major) throws SQLException {
    deadline = Duration.ofMillis(1500);
    plan.add(
        guarded(
            "ALTER TABLE s ADD COLUMN b int; SELECT pg_sleep(1.6)", "ALTER TABLE s DROP COLUMN b"));
    plan.add(guarded("ALTER TABLE s ADD COLUMN c int", null));
    var role = "s_plain_" + SERVERS.on(major).name();
    try (var look = SERVERS.connect(major)) {
      run(look, "DROP SCHEMA IF EXISTS safeddl CASCADE");
      run(look, "CREATE ROLE " + role + " LOGIN PASSWORD '" + role + "'");
      run(look, "ALTER TABLE s OWNER TO " + role);
      try (var c = SERVERS.connect(major, role)) {
        var e = fails(gate(major, c), c, COMMENT);
        assertThat(e.getSQLState()).isEqualTo("57014");
        assertThat(schema(look)).containsExactly("a");
      }
      run(look, "DROP OWNED BY " + role + "; DROP ROLE " + role + "; CREATE TABLE s (a int)");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aDeadlineEndsALookForViolatingRows(int major) throws SQLException {
    deadline = Duration.ofMillis(1200);
    var look = new Step.Violation("23514", "there are such rows");
    plan.add(new Step("SELECT pg_sleep(60)", Step.Kind.PRECHECK, List.of(), null, null, look));
    plan.add(guarded("ALTER TABLE s ADD COLUMN b int", null));
    try (var c = SERVERS.connect(major)) {
      long start = System.nanoTime();
      var e = fails(gate(major, c), c, COMMENT);
      assertThat(e.getSQLState()).isEqualTo("57014");
      assertThat((Throwable) e)
          .hasMessageContaining("looking for rows that violate")
          .hasMessageContaining("safeddl.deadline");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
      assertThat(schema(c)).containsExactly("a");
      assertThat(rows(c)).as("nothing has been done").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theJournalIsWrittenAsTheSessionsUserWhateverTheRole(int major) throws SQLException {
    plan.add(guarded("ALTER TABLE s ADD COLUMN b int", null));
    var role = "s_role_" + SERVERS.on(major).name();
    try (var c = SERVERS.connect(major);
        var look = SERVERS.connect(major)) {
      run(look, "CREATE ROLE " + role + "; ALTER TABLE s OWNER TO " + role);
      var gate = gate(major, c);
      c.setAutoCommit(false);
      execute(gate, c, "SET ROLE " + role);
      execute(gate, c, "ALTER TABLE s ADD COLUMN first int");
      execute(gate, c, COMMENT);
      assertThat(show(c, "SELECT current_user")).isEqualTo(role);
      assertThat(column(look, "SELECT role_name FROM safeddl.journal")).containsOnly(role);
      assertThat(
              show(
                  look,
                  "SELECT relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user) FROM"
                      + " pg_class WHERE oid = 'safeddl.journal'::regclass"))
          .isEqualTo("t");
      c.rollback();
      gate.transactionEnded(false);
      assertThat(show(c, "SELECT current_user")).isNotEqualTo(role);
      c.rollback();
      run(look, "DELETE FROM safeddl.journal; DROP OWNED BY " + role + "; DROP ROLE " + role);
      run(look, "CREATE TABLE s (a int)");
    }
  }
}
