package io.safeddl.run;

import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.jdbc.SafeDdlDriver;
import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The planner is asked how many rows a data statement writes; it is never executed for that. */
class MaxRowsTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  @BeforeAll
  static void makeTables() throws SQLException {
    for (int major : new int[] {14, 18}) {
      try (var c = SERVERS.connect(major)) {
        run(
            c,
            "CREATE TABLE m (id int PRIMARY KEY, part int, b text); INSERT INTO m SELECT i, i % 10,"
                + " 'x' FROM generate_series(1, 5000) i; CREATE TABLE src AS SELECT * FROM m;"
                + " CREATE TABLE p (id int, part int) PARTITION BY RANGE (id); CREATE TABLE p1"
                + " PARTITION OF p FOR VALUES FROM (0) TO (2500); CREATE TABLE p2 PARTITION OF p FOR"
                + " VALUES FROM (2500) TO (9000); INSERT INTO p SELECT id, part FROM m");
        run(c, "ANALYZE m");
        run(c, "ANALYZE src");
        run(c, "ANALYZE p");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE m SET b = 'y' WHERE part > 2
          DELETE FROM m WHERE part > 2
          UPDATE m SET b = 'y' WHERE id IN (SELECT id FROM src WHERE part > 2)
          UPDATE m SET b = src.b FROM src WHERE src.id = m.id
          INSERT INTO m SELECT id + 10000, part, b FROM src WHERE part > 2
          WITH gone AS (DELETE FROM m WHERE part > 2 RETURNING *) SELECT count(*) FROM gone
          EXPLAIN ANALYZE DELETE FROM m WHERE part > 2
          UPDATE p SET part = 1 WHERE part > 2
          UPDATE m SET b = e'it''s \\\\ $$ "' WHERE part > 2 -- and more
          """)
  void moreThanMaxRowsIsRefused(String sql) throws SQLException {
    for (int major : new int[] {14, 18}) {
      try (var tool = tool(major, "1000")) {
        for (boolean autoCommit : new boolean[] {true, false}) {
          tool.setAutoCommit(autoCommit);
          assertThatThrownBy(() -> run(tool, sql))
              .isInstanceOf(UnsafeDdlException.class)
              .hasMessageContaining("many-rows-written")
              .hasMessageContaining("(maxRows is 1,000)");
        }
        tool.rollback();
        assertThat(show(tool, "SELECT count(*) FROM m WHERE b = 'x'")).isEqualTo("5000");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE m SET b = 'x' WHERE part = 2",
        "UPDATE m SET b = 'x' WHERE id < 500",
        "INSERT INTO m SELECT id + 10000, part, b FROM src WHERE id < 500",
        "UPDATE p SET part = 1 WHERE id < 100",
        "SELECT count(*) FROM m WHERE part > 2"
      })
  void fewerRowsPass(String sql) throws SQLException {
    for (int major : new int[] {14, 18}) {
      try (var tool = tool(major, "1000")) {
        tool.setAutoCommit(false);
        assertThatCode(() -> run(tool, sql)).doesNotThrowAnyException();
        tool.rollback();
      }
    }
  }

  /** Parameters can be planned for since 16; before, nobody can be asked. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void parametersArePlannedForWhereTheServerCan(int major) throws SQLException {
    try (var tool = tool(major, "1000")) {
      tool.setAutoCommit(false);
      try (var update = tool.prepareStatement("UPDATE m SET b = ? WHERE part > ?")) {
        update.setString(1, "x");
        update.setInt(2, 2);
        if (major < 16) {
          assertThat(update.executeUpdate()).isEqualTo(3500);
        } else {
          assertThatThrownBy(update::executeUpdate).hasMessageContaining("many-rows-written");
        }
      }
      tool.rollback();
    }
  }

  /** What the planner rejects is the server's to reject, and the transaction is not hurt by it. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aStatementThatCannotBePlannedIsTheServers(int major) throws SQLException {
    try (var tool = tool(major, "1000")) {
      tool.setAutoCommit(false);
      run(tool, "SELECT 1");
      assertThatThrownBy(() -> run(tool, "UPDATE m SET nowhere = 1 WHERE part > 2"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42703"));
      tool.rollback();
      run(tool, "UPDATE m SET b = 'x' WHERE id < 10");
      assertThat(show(tool, "SELECT current_setting('transaction_isolation')"))
          .isEqualTo("read committed");
      tool.rollback();
    }
  }

  @ParameterizedTest
  @CsvSource({"safeddl.dataRules, off", "safeddl.rules.many-rows-written, off"})
  void nobodyIsAskedWhereTheRuleIsSilent(String key, String value) throws SQLException {
    try (var tool = tool(18, "1000", key, value)) {
      tool.setAutoCommit(false);
      run(tool, "UPDATE m SET b = 'x' WHERE part > 2");
      assertThat(show(tool, "SELECT current_setting('safeddl.plan', true) IS NULL")).isEqualTo("t");
      tool.rollback();
    }
  }

  private static Connection tool(int major, String maxRows, String... more) throws SQLException {
    var database = SERVERS.on(major);
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("safeddl.assumeLarge", "*");
    properties.setProperty("safeddl.dataRules", "all");
    properties.setProperty("safeddl.maxRows", maxRows);
    for (int i = 0; i < more.length; i += 2) {
      properties.setProperty(more[i], more[i + 1]);
    }
    return Objects.requireNonNull(new SafeDdlDriver().connect(database.safeDdlUrl(), properties));
  }
}
