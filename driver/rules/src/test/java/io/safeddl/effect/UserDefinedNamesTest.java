package io.safeddl.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Casts, operators, types and functions of the user's own that make PostgreSQL rewrite a table. */
class UserDefinedNamesTest {
  private static final String SETUP =
      """
      CREATE TABLE t (a int, tx text, d date);
      INSERT INTO t VALUES (1, 'x', '2024-01-01');
      CREATE SCHEMA s;
      CREATE TYPE ct AS (v float8);
      CREATE TYPE mood AS ENUM ('a', 'b');
      CREATE FUNCTION s.to_ct(int) RETURNS ct LANGUAGE plpgsql VOLATILE
        AS 'BEGIN RETURN ROW(random())::ct; END';
      CREATE FUNCTION s.noisy(a int, b int) RETURNS int LANGUAGE plpgsql VOLATILE
        AS 'BEGIN RETURN a * random(); END';
      CREATE DOMAIN s.text AS pg_catalog.text CHECK (VALUE <> 'no');
      CREATE FUNCTION s.now() RETURNS timestamptz LANGUAGE plpgsql VOLATILE
        AS 'BEGIN RETURN pg_catalog.clock_timestamp(); END';
      """;

  private static final String CAST =
      "CREATE CAST (int AS ct) WITH FUNCTION s.to_ct(int) AS ASSIGNMENT";
  private static final String OPERATOR =
      "CREATE OPERATOR s.+ (LEFTARG = int, RIGHTARG = int, FUNCTION = s.noisy)";
  private static final String HIDING = "SET search_path = s, pg_catalog, public";

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatTheServerRewritesIsSeen(int major) throws SQLException {
    try (var database = TestPostgres.server(major).createDatabase();
        var connection = database.connect()) {
      run(connection, SETUP);
      assertThat(rewritten(connection, "ALTER TABLE t ADD b mood DEFAULT 'a'::mood")).isFalse();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b int DEFAULT 1 + 1")).isFalse();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b text DEFAULT now()::text")).isFalse();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b int DEFAULT -1")).isFalse();
      run(connection, CAST);
      assertThat(rewritten(connection, "ALTER TABLE t ADD b ct DEFAULT 1::ct")).isTrue();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b ct DEFAULT CAST(1 AS ct)")).isTrue();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b ct DEFAULT 1")).isTrue();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b ct DEFAULT -1")).isTrue();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b ct[] DEFAULT ARRAY[1]::ct[]")).isTrue();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b ct DEFAULT '(1)'")).isFalse();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b ct DEFAULT '(1)'::ct")).isFalse();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b ct DEFAULT NULL")).isFalse();
      run(connection, "DROP CAST (int AS ct)");
      run(connection, OPERATOR);
      assertThat(rewritten(connection, "ALTER TABLE t ADD b int DEFAULT 1 + 1")).isFalse();
      run(connection, HIDING);
      assertThat(rewritten(connection, "ALTER TABLE t ADD b int DEFAULT 1 + 1")).isTrue();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b int DEFAULT 1 - 1")).isFalse();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b timestamptz DEFAULT now()")).isTrue();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b text DEFAULT 'x'")).isTrue();
      assertThat(rewritten(connection, "ALTER TABLE t ADD b varchar DEFAULT 'x'")).isFalse();
      assertThat(rewritten(connection, "ALTER TABLE t ALTER tx TYPE text")).isTrue();
      assertThat(rewritten(connection, "ALTER TABLE t ALTER tx TYPE varchar")).isFalse();
      run(connection, "SET search_path = s, public");
      assertThat(rewritten(connection, "ALTER TABLE t ADD b text DEFAULT 'x'")).isFalse();
      assertThat(rewritten(connection, "ALTER TABLE t ALTER tx TYPE text")).isFalse();
    }
  }

  /** Where only statements are known, what they made counts, and what nobody made is built in. */
  @Test
  void aModelKnowsWhatWasMadeInIt() {
    var model = SchemaModel.empty(180000);
    assertThat(predicted(model, "ALTER TABLE t ADD b int DEFAULT 1 + 1")).isFalse();
    assertThat(predicted(model, "ALTER TABLE t ADD b ct DEFAULT 1::ct")).isTrue();
    for (var statement : Script.parse(SETUP).statements()) {
      model = model.after(StatementReader.read(statement));
    }
    assertThat(predicted(model, "ALTER TABLE t ADD b mood DEFAULT 'a'::mood")).isFalse();
    var cast = model.after(StatementReader.read(Script.parse(CAST).statements().get(0)));
    assertThat(predicted(cast, "ALTER TABLE t ADD b ct DEFAULT 1")).isTrue();
    var operator = model.after(StatementReader.read(Script.parse(OPERATOR).statements().get(0)));
    assertThat(predicted(operator, "ALTER TABLE t ADD b int DEFAULT 1 + 1")).isTrue();
    var hiding = model.after(StatementReader.read(Script.parse(HIDING).statements().get(0)));
    assertThat(hiding.builtInsFirst()).isFalse();
    assertThat(predicted(hiding, "ALTER TABLE t ALTER tx TYPE text")).isTrue();
  }

  private static boolean predicted(SchemaModel catalog, String sql) {
    return !EffectReader.effects(
            StatementReader.read(Script.parse(sql).statements().get(0)),
            catalog,
            TransactionContext.AUTOCOMMIT)
        .rewrites()
        .isEmpty();
  }

  /** Whether the server rewrites; fails where the prediction says otherwise. Leaves no trace. */
  private static boolean rewritten(Connection connection, String sql) throws SQLException {
    var statement = StatementReader.read(Script.parse(sql).statements().get(0));
    var predicted =
        EffectReader.effects(statement, LiveCatalog.open(connection), TransactionContext.AUTOCOMMIT)
            .rewrites();
    connection.setAutoCommit(false);
    run(connection, "SET LOCAL client_min_messages = debug1");
    List<String> messages = new ArrayList<>();
    try (var execution = connection.createStatement()) {
      execution.execute(sql);
      for (var w = execution.getWarnings(); w != null; w = w.getNextWarning()) {
        messages.add(w.getMessage());
      }
    }
    connection.rollback();
    connection.setAutoCommit(true);
    var rewrites = messages.stream().anyMatch(m -> m.contains("rewriting table"));
    assertThat(!predicted.isEmpty()).as("%s: %s", sql, messages).isEqualTo(rewrites);
    return rewrites;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
