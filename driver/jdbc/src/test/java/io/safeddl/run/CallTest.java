package io.safeddl.run;

import static io.safeddl.run.Servers.column;
import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CALL of a procedure: plain where its body leaves tables alone, judged where it has DDL. */
@Timeout(120)
class CallTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static void procedure(Connection c, String name, String body) throws SQLException {
    run(c, "CREATE OR REPLACE PROCEDURE " + name + "() LANGUAGE plpgsql AS $$" + body + "$$");
  }

  /** What it writes and builds at run time is not looked at, and its COMMIT is its own. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aHarmlessOneMayCommit(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = SERVERS.safe(major, "safeddl.dataRules", "all")) {
      run(c, "CREATE TABLE call_rows (a int)");
      procedure(
          c,
          "call_batches",
          "BEGIN FOR i IN 1..3 LOOP INSERT INTO call_rows VALUES (i); COMMIT; END LOOP;"
              + " UPDATE call_rows SET a = a + 1; COMMIT;"
              + " EXECUTE format('INSERT INTO %I VALUES (9)', 'call_rows'); END");
      run(tool, "CALL call_batches()");
      try (var call = tool.prepareStatement("CALL call_batches()")) {
        assertThat(call.execute()).isFalse();
      }
      assertThat(show(c, "SELECT count(*) FROM call_rows")).isEqualTo("8");
      tool.setAutoCommit(false);
      assertThatThrownBy(() -> run(tool, "CALL call_batches()"))
          .as("as with plain pgjdbc")
          .hasFieldOrPropertyWithValue("SQLState", "2D000");
      tool.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theDdlInItIsJudgedAsThatOfABlock(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = SERVERS.safe(major)) {
      run(c, "CREATE TABLE call_ddl (a int); CREATE SCHEMA call_s");
      procedure(c, "call_s.rewrite", "BEGIN ALTER TABLE call_ddl ALTER a TYPE bigint; END");
      procedure(c, "call_outer", "BEGIN CALL call_inner(); CALL call_outer(); END");
      procedure(c, "call_inner", "BEGIN IF now() IS NULL THEN CALL call_s.rewrite(); END IF; END");
      run(
          c,
          "CREATE PROCEDURE call_sql() LANGUAGE sql AS $$ ALTER TABLE call_ddl ALTER a TYPE bigint $$");
      for (boolean autoCommit : List.of(true, false)) {
        tool.setAutoCommit(autoCommit);
        for (var sql :
            List.of(
                "CALL call_s.rewrite()",
                "CALL call_outer()",
                "CALL call_sql()",
                "DO 'BEGIN CALL call_inner(); END'",
                "SELECT 1; CALL call_sql()")) {
          assertThatThrownBy(() -> run(tool, sql), sql)
              .isInstanceOf(UnsafeDdlException.class)
              .hasMessageContaining("[table-rewrite]");
          if (!autoCommit) {
            tool.rollback();
          }
        }
      }
      run(tool, "/* safeddl:allow table-rewrite: no rows yet */ CALL call_s.rewrite()");
      tool.commit();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void itsLocksAreTakenWithoutQueueing(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var reader = SERVERS.connect(major);
        var tool = SERVERS.safe(major, "safeddl.lockWait", "300ms")) {
      run(c, "CREATE TABLE call_lock (a int)");
      procedure(c, "call_add", "BEGIN ALTER TABLE call_lock ADD COLUMN b int; END");
      reader.setAutoCommit(false);
      run(reader, "SELECT * FROM call_lock");
      assertThatThrownBy(() -> run(tool, "CALL call_add()"))
          .hasFieldOrPropertyWithValue("SQLState", "55P03")
          .hasMessageContaining("without making others queue");
      reader.rollback();
      run(tool, "CALL call_add()");
      assertThat(show(c, "SELECT count(b) FROM call_lock")).isEqualTo("0");
    }
  }

  /** Its locks cannot be taken in a transaction of ours: on small tables it does not matter. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void oneThatCommitsBetweenItsDdlIsRefusedOnALargeTableOnly(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var large = SERVERS.safe(major);
        var small = SERVERS.safe(major, "safeddl.assumeLarge", "none_of_these")) {
      run(c, "CREATE TABLE call_both (a int)");
      procedure(
          c,
          "call_commit",
          "BEGIN ALTER TABLE call_both ADD COLUMN b int; COMMIT;"
              + " ALTER TABLE call_both DROP COLUMN b; COMMIT; INSERT INTO call_both VALUES (1); END");
      assertThatThrownBy(() -> run(large, "CALL call_commit()"))
          .isInstanceOf(UnsafeDdlException.class)
          .hasMessageContaining("commits by itself");
      assertThat(column(c, "SELECT a FROM call_both")).isEmpty();
      run(small, "CALL call_commit()");
      assertThat(column(c, "SELECT a FROM call_both")).containsExactly("1");
    }
  }
}
