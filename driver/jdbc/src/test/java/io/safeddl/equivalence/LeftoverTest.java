package io.safeddl.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.jdbc.SafeDdlDriver;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an interrupted build left INVALID is dropped and built again, on a leaf as on a table. */
class LeftoverTest {
  private static final String INDEXES =
      "SELECT indexrelid::regclass || CASE WHEN indisvalid THEN '' ELSE ' INVALID' END"
          + " FROM pg_index WHERE indrelid IN (SELECT oid FROM pg_class"
          + " WHERE relnamespace = 'public'::regnamespace) ORDER BY 1";

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void isBuiltAgain(int major) throws SQLException {
    try (var database = TestPostgres.server(major).createDatabase();
        var plain = database.connect();
        var safe = open(database)) {
      var leaks = Leaks.before(safe, plain);
      run(plain, "CREATE TABLE t (a int)", "INSERT INTO t VALUES (1), (1)");
      leave(plain, "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)", "t");
      run(safe, "CREATE UNIQUE INDEX IF NOT EXISTS i ON t (a)");
      assertThat(column(plain, INDEXES)).containsExactly("i");

      run(plain, "DROP INDEX i");
      leave(plain, "CREATE UNIQUE INDEX CONCURRENTLY j ON t (a)", "t");
      run(safe, "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS j ON t (a)");
      assertThat(column(plain, INDEXES)).containsExactly("j");
      leaks.assertNone("t");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void isBuiltAgainOnALeaf(int major) throws SQLException {
    try (var database = TestPostgres.server(major).createDatabase();
        var plain = database.connect();
        var safe = open(database)) {
      var leaks = Leaks.before(safe, plain);
      run(
          plain,
          "CREATE TABLE p (a int, k int) PARTITION BY LIST (k)",
          "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
          "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)",
          "INSERT INTO p VALUES (1, 2), (1, 2), (2, 1)");
      leave(plain, "CREATE UNIQUE INDEX CONCURRENTLY p2_a_k_idx ON p2 (a, k)", "p2");
      run(safe, "CREATE UNIQUE INDEX ON p (a, k)");
      assertThat(column(plain, INDEXES)).containsExactly("p1_a_k_idx", "p2_a_k_idx", "p_a_k_idx");
      leaks.assertNone("p");
    }
  }

  /** Fails over two equal rows, of which one then goes. */
  private static void leave(Connection plain, String build, String table) throws SQLException {
    run(plain, "INSERT INTO " + table + " SELECT * FROM " + table + " LIMIT 1");
    assertThatThrownBy(() -> run(plain, build)).hasMessageContaining("unique");
    run(
        plain,
        "DELETE FROM " + table + " x USING " + table + " y WHERE x.a = y.a AND x.ctid < y.ctid");
    assertThat(column(plain, INDEXES)).anyMatch(index -> index.endsWith(" INVALID"));
  }

  private static Connection open(TestDatabase database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("safeddl.assumeLarge", "*");
    return Objects.requireNonNull(new SafeDdlDriver().connect(database.safeDdlUrl(), properties));
  }

  private static void run(Connection connection, String... texts) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : texts) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
