package io.safeddl.run;

import static io.safeddl.run.Servers.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.effect.TransactionContext;
import io.safeddl.jdbc.SafeDdlDriver;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Policy;
import io.safeddl.sql.Script;
import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every recipe for a plain table: replaced, it leaves the schema that the plain statement leaves;
 * where rows violate it, the SQLSTATE is the plain one's and the schema is as before.
 */
@Timeout(300)
class RecipesTest {
  private static final Policy ALL_LARGE = policy();

  private static Policy policy() {
    var d = Policy.DEFAULT;
    return new Policy(
        d.mode(),
        d.smallTable(),
        Set.of("*"),
        d.assumeSmall(),
        d.severities(),
        d.dataRules(),
        d.maxRows(),
        d.lockTimeout(),
        d.lockWait(),
        d.maxLockHold(),
        d.maxTransactionHold(),
        d.precheck());
  }

  /** {@code -Dsafeddl.recipes.all=true}: each in autocommit and in a transaction, on all majors. */
  private static final boolean ALL = Boolean.getBoolean("safeddl.recipes.all");

  static List<Integer> majors() {
    return ALL ? TestPostgres.MAJORS : List.of(Servers.OLDEST, Servers.NEWEST);
  }

  @ParameterizedTest
  @MethodSource("majors")
  void leavesTheSameSchema(int major) throws SQLException {
    var failures = new ArrayList<String>();
    try (var both = new Both(major, "on")) {
      boolean transaction = false;
      for (RecipeCase each : RecipeCase.replaced()) {
        if (each.since() <= major) {
          transaction = !transaction;
          both.compare(each, transaction, failures);
          if (ALL) {
            both.compare(each, !transaction, failures);
          }
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aFailureLeavesTheSchemaAsItWas(int major) throws SQLException {
    var failures = new ArrayList<String>();
    for (String precheck : List.of("on", "off")) {
      try (var both = new Both(major, precheck)) {
        for (RecipeCase each : RecipeCase.failing()) {
          if (each.since() <= major) {
            both.fail(each, failures);
          }
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  /** A plain database, and one that is changed through the driver. */
  private static final class Both implements AutoCloseable {
    private final TestDatabase plain;
    private final TestDatabase safe;
    private final Connection expected;
    private final Connection observer;
    private final Connection tool;

    Both(int major, String precheck) throws SQLException {
      plain = TestPostgres.server(major).createDatabase();
      safe = TestPostgres.server(major).createDatabase();
      expected = plain.connect();
      observer = safe.connect();
      tool = open(safe, precheck);
    }

    void compare(RecipeCase each, boolean transaction, List<String> failures) throws SQLException {
      prepare(each);
      var plainly = catchThrowable(() -> run(expected, each.sql()));
      var word = decision(each.sql(), observer);
      tool.setAutoCommit(!transaction);
      var failure = catchThrowable(() -> runAndEnd(each.sql(), transaction));
      if (tool.getAutoCommit() == transaction) {
        failures.add(each.sql() + ": autocommit is not as it was");
      }
      if (transaction) {
        tool.rollback();
      }
      tool.setAutoCommit(true);
      var differences = SchemaProjection.of(observer).differencesTo(SchemaProjection.of(expected));
      if (plainly != null || failure != null || !differences.isEmpty() || !word.equals("replace")) {
        failures.add(
            each.sql() + "\n  " + word + " " + plainly + " " + failure + "\n" + differences);
      }
    }

    private void runAndEnd(String sql, boolean transaction) throws SQLException {
      run(tool, sql);
      if (transaction) {
        tool.commit();
      }
    }

    void fail(RecipeCase each, List<String> failures) throws SQLException {
      prepare(each);
      var before = SchemaProjection.of(observer);
      var server = (SQLException) catchThrowable(() -> run(expected, each.sql()));
      var word = decision(each.sql(), observer);
      var ours = catchThrowable(() -> run(tool, each.sql()));
      var differences = SchemaProjection.of(observer).differencesTo(before);
      var state = ours instanceof SQLException e ? e.getSQLState() : "none: " + ours;
      if (!word.equals("replace")
          || server == null
          || !server.getSQLState().equals(state)
          || !differences.isEmpty()
          || ours.getSuppressed().length > 0) {
        failures.add(
            each.sql() + "\n  " + word + " " + server + "\n  " + ours + "\n" + differences);
      }
    }

    private void prepare(RecipeCase each) throws SQLException {
      for (Connection connection : List.of(expected, observer)) {
        clear(connection);
        run(connection, each.setUp());
      }
    }

    @Override
    public void close() throws SQLException {
      tool.close();
      observer.close();
      expected.close();
      safe.close();
      plain.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatCannotBeTakenApartIsRefused(int major) throws SQLException {
    try (var safe = TestPostgres.server(major).createDatabase();
        var connection = safe.connect()) {
      for (RecipeCase each : RecipeCase.refused()) {
        if (each.since() <= major) {
          clear(connection);
          run(connection, each.setUp());
          assertThat(decision(each.sql(), connection)).as(each.sql()).isEqualTo("refuse");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whyItIsNotTakenApartIsSaid(int major) throws SQLException {
    try (var safe = TestPostgres.server(major).createDatabase();
        var tool = open(safe, "on")) {
      run(
          tool,
          "CREATE TABLE p (x int PRIMARY KEY) PARTITION BY RANGE (x);"
              + "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);"
              + "CREATE TABLE t (id int, gone int)");
      assertThat(
              catchThrowable(
                  () -> run(tool, "ALTER TABLE t DROP gone, ADD COLUMN gone text UNIQUE")))
          .hasMessageContaining("the statement changes the column gone")
          .hasMessageContaining("change the column first, in a statement of its own")
          .hasMessageContaining("CREATE UNIQUE INDEX CONCURRENTLY t_gone_key ON t (gone);");
      var refused =
          catchThrowable(() -> run(tool, "ALTER TABLE t ADD FOREIGN KEY (id) REFERENCES p"));
      if (major >= 18) {
        assertThat(refused).isNull();
      } else {
        assertThat(refused)
            .hasMessageContaining("no online form leaves the same schema")
            .hasMessageContaining("FOREIGN KEY (id) REFERENCES p NOT VALID;")
            .hasMessageContaining("ALTER TABLE t VALIDATE CONSTRAINT t_id_fkey;");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theFirstKeysAreSaid(int major) throws SQLException {
    try (var safe = TestPostgres.server(major).createDatabase();
        var tool = open(safe, "on")) {
      run(
          tool,
          "CREATE TABLE p (x int, y text, PRIMARY KEY (x, y));"
              + "CREATE TABLE t (id int PRIMARY KEY, a int, b text);"
              + "INSERT INTO p VALUES (1, 'one');"
              + "INSERT INTO t VALUES (1, 1, 'one'), (2, 1, NULL), (3, 1, 'two'), (4, NULL, 'x')");
      assertThat(
              catchThrowable(() -> run(tool, "ALTER TABLE t ADD FOREIGN KEY (a, b) REFERENCES p")))
          .hasMessageContaining("nothing has been changed")
          .hasMessageContaining("t_a_b_fkey")
          .hasMessageEndingWith("The first of them: (a, b)=(1, two).");
      assertThat(
              catchThrowable(
                  () -> run(tool, "ALTER TABLE t ADD FOREIGN KEY (a, b) REFERENCES p MATCH FULL")))
          .hasMessageContaining("(a, b)=(1, null)")
          .hasMessageContaining("(a, b)=(null, x)");
      assertThat(catchThrowable(() -> run(tool, "ALTER TABLE t ALTER b SET NOT NULL")))
          .hasMessageEndingWith("The first of them: (id)=(2).");
      assertThat(catchThrowable(() -> run(tool, "ALTER TABLE t ADD CHECK (b <> 'two')")))
          .hasMessageContaining("t_b_check")
          .hasMessageEndingWith("The first of them: (id)=(3).");
    }
  }

  private static void clear(Connection connection) throws SQLException {
    run(
        connection,
        "DROP SCHEMA IF EXISTS far CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  }

  private static String decision(String sql, Connection connection) throws SQLException {
    var source = Script.parse(sql).statements().get(0);
    return new Planner(ALL_LARGE)
        .decide(source, LiveCatalog.open(connection), TransactionContext.AUTOCOMMIT)
        .decision()
        .word();
  }

  private static Connection open(TestDatabase database, String precheck) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("safeddl.assumeLarge", "*");
    properties.setProperty("safeddl.precheck", precheck);
    return Objects.requireNonNull(new SafeDdlDriver().connect(database.safeDdlUrl(), properties));
  }
}
