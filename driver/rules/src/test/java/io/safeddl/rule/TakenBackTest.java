package io.safeddl.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Review;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a file has made or set holds as long as the server lets it, and no longer. */
class TakenBackTest {
  private static final String INDEX = "CREATE INDEX i ON t (a);";
  private static final String ALTER = "ALTER TABLE t ADD b int;";

  private static List<String> ids(String sql, Review.Runs runs) {
    return ids(sql, runs, SchemaModel.empty(180_000));
  }

  private static List<String> ids(String sql, Review.Runs runs, SchemaModel before) {
    return new Planner(Policy.DEFAULT)
            .review(Script.parse(sql), before, runs, Surroundings.of(Release.startingFrom(before)))
            .verdicts()
            .stream()
            .flatMap(verdict -> verdict.decision().findings().stream())
            .map(finding -> finding.rule().id())
            .toList();
  }

  private static List<String> ids(String sql) {
    return ids(sql, Review.Runs.ONE_BY_ONE);
  }

  @Test
  void aTemporaryTableStandsForTheRealOneUntilItIsGone() {
    var table = "CREATE TEMP TABLE t (a int)";
    assertThat(ids(table + ";" + INDEX)).isEmpty();
    assertThat(ids(table + " ON COMMIT DROP;" + INDEX)).contains("blocking-index-build");
    assertThat(ids(table + " ON COMMIT DROP;" + INDEX, Review.Runs.IN_TOOLS_TRANSACTION)).isEmpty();
    assertThat(ids("BEGIN;" + table + " ON COMMIT DROP;" + INDEX + "COMMIT")).isEmpty();
    assertThat(ids("BEGIN;" + table + " ON COMMIT DROP; COMMIT;" + INDEX))
        .contains("blocking-index-build");
    assertThat(ids("BEGIN; CREATE TEMP TABLE t ON COMMIT DROP AS SELECT 1 AS a; COMMIT;" + INDEX))
        .contains("blocking-index-build");
    assertThat(ids(table + " ON COMMIT DELETE ROWS;" + INDEX)).isEmpty();
    for (var discard : List.of("DISCARD TEMP", "DISCARD TEMPORARY", "DISCARD ALL")) {
      assertThat(ids(table + ";" + discard + ";" + INDEX)).contains("blocking-index-build");
    }
    assertThat(ids(table + "; DISCARD PLANS;" + INDEX)).isEmpty();
  }

  @Test
  void whatIfNotExistsPassesOverIsNotNew() {
    var table = "CREATE TABLE IF NOT EXISTS t (a int);";
    assertThat(ids(table + INDEX)).isEmpty();
    assertThat(ids(table + "CREATE INDEX i ON t (b)")).contains("blocking-index-build");
    assertThat(ids(table + INDEX + "ALTER TABLE t ALTER b SET DEFAULT 1"))
        .as("what is said of it later counts for what came before")
        .contains("blocking-index-build");
    assertThat(ids(table + "ALTER TABLE t ADD COLUMN IF NOT EXISTS b int;" + INDEX))
        .contains("blocking-index-build");
    assertThat(ids(table + "ALTER TABLE t ADD b int, ADD UNIQUE (b)")).isEmpty();
    assertThat(ids("CREATE TABLE IF NOT EXISTS t (LIKE u); CREATE INDEX i ON t (b)")).isEmpty();
    assertThat(ids("CREATE TABLE t (a int); CREATE INDEX i ON t (b)"))
        .as("without IF NOT EXISTS it would have failed")
        .isEmpty();
  }

  @Test
  void whatAnExceptionTakesBackIsNotNew() {
    var tried = "BEGIN CREATE TABLE t (a int); %s EXCEPTION WHEN others THEN %s END;";
    assertThat(ids(block(tried.formatted(INDEX, "NULL;")))).isEmpty();
    assertThat(ids(block(tried.formatted("", "NULL;") + INDEX))).contains("blocking-index-build");
    assertThat(ids(block(tried.formatted("", INDEX)))).contains("blocking-index-build");
    assertThat(ids(block("CREATE TABLE t (a int);" + tried.formatted("", "NULL;") + INDEX)))
        .isEmpty();
    assertThat(
            ids(
                block(
                    "IF true THEN BEGIN CREATE TABLE t (a int); END; END IF;"
                        + "BEGIN NULL; EXCEPTION WHEN others THEN NULL; END;"
                        + INDEX)))
        .as("the EXCEPTION of another block")
        .isEmpty();
  }

  private static String block(String statements) {
    return "DO $$ BEGIN " + statements + " END $$;";
  }

  @Test
  void aLimitThatWasTakenBackIsMissed() {
    var set = "SET lock_timeout = '1s';";
    assertThat(ids("BEGIN;" + set + "COMMIT;" + ALTER)).isEmpty();
    assertThat(ids("BEGIN;" + set + "ROLLBACK;" + ALTER)).containsExactly("missing-lock-timeout");
    assertThat(ids(set + "BEGIN; SET lock_timeout = 0; ROLLBACK;" + ALTER))
        .doesNotContain("missing-lock-timeout");
    assertThat(ids("BEGIN; SAVEPOINT s;" + set + "ROLLBACK TO s;" + ALTER + "COMMIT"))
        .containsExactly("missing-lock-timeout");
    assertThat(ids("BEGIN; SAVEPOINT s;" + set + "SAVEPOINT r; ROLLBACK TO r;" + ALTER + "COMMIT"))
        .isEmpty();
    assertThat(ids("BEGIN; SAVEPOINT s;" + set + "RELEASE s;" + ALTER + "COMMIT")).isEmpty();
    assertThat(ids(set + "DISCARD ALL;" + ALTER)).containsExactly("missing-lock-timeout");
    assertThat(ids(set + "DISCARD PLANS;" + ALTER)).isEmpty();
    assertThat(ids(set + "ROLLBACK;" + ALTER)).as("no transaction was open").isEmpty();
  }

  @Test
  void whatABlockSetsHoldsInItAndBehindIt() {
    var set = "SET lock_timeout = '1s';";
    var off =
        List.of(
            "SET lock_timeout = 0;",
            "EXECUTE 'SET lock_timeout = 0';",
            "PERFORM set_config('lock_timeout', '0', false);",
            "PERFORM pg_catalog.set_config('lock_timeout', '0', false);",
            "RESET ALL;");
    for (var it : off) {
      assertThat(ids(set + block(it) + ALTER)).as(it).containsExactly("missing-lock-timeout");
      assertThat(ids(set + block(it + ALTER))).as(it).contains("missing-lock-timeout");
      assertThat(ids(set + block(ALTER + it))).as(it).doesNotContain("missing-lock-timeout");
    }
    assertThat(ids(block(set) + ALTER)).doesNotContain("missing-lock-timeout");
    assertThat(ids(block(set + ALTER))).doesNotContain("missing-lock-timeout");
    assertThat(ids(block("SET LOCAL lock_timeout = '1s';" + ALTER)))
        .doesNotContain("missing-lock-timeout");
    assertThat(ids(block("SET LOCAL lock_timeout = '1s';") + ALTER))
        .as("gone with the block's own transaction")
        .containsExactly("missing-lock-timeout");
    assertThat(ids(block("BEGIN " + set + " EXCEPTION WHEN others THEN NULL; END;") + ALTER))
        .as("may be taken back")
        .containsExactly("missing-lock-timeout");
  }

  @Test
  void aLimitForOneFileDoesNotHoldInTheNext() {
    var before = SchemaModel.empty(180_000);
    var planner = new Planner(Policy.DEFAULT);
    var first =
        planner.review(
            Script.parse("SET LOCAL lock_timeout = '1s';" + ALTER),
            before,
            Review.Runs.IN_TOOLS_TRANSACTION,
            Surroundings.of(Release.startingFrom(before)));
    var second =
        planner.review(
            Script.parse("ALTER TABLE u ADD b int"),
            first.tables(),
            Review.Runs.IN_TOOLS_TRANSACTION,
            first.surroundings());
    assertThat(second.verdicts().get(0).decision().findings())
        .singleElement()
        .satisfies(it -> assertThat(it.rule().id()).isEqualTo("missing-lock-timeout"));
  }

  @Test
  void aProcedureOfTheFilesIsJudgedByItsBody() {
    var made = "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN " + INDEX + " END $$;";
    assertThat(ids(made)).as("it is not run").isEmpty();
    assertThat(ids(made + "CALL p()")).containsExactly("blocking-index-build");
    assertThat(ids(made + block("CALL p();"))).contains("blocking-index-build");
    assertThat(ids("CREATE TABLE t (a int);" + made + "CALL p()")).isEmpty();
    assertThat(ids(made + "CALL other.p()")).containsExactly("unknown-effect");
    assertThat(ids(made + "DROP PROCEDURE p; CALL p()")).contains("unknown-effect");
    assertThat(
            ids(
                "CREATE PROCEDURE p() LANGUAGE sql AS 'INSERT INTO t VALUES (1)';"
                    + "CREATE OR REPLACE PROCEDURE p() LANGUAGE sql AS 'DELETE FROM t'; CALL p()"))
        .as("which of the two is called the arguments tell")
        .containsExactly("whole-table-write");
  }

  @Test
  void whatACalledProcedureWritesIsJudged() {
    for (var body :
        List.of(
            "LANGUAGE plpgsql AS $$ BEGIN UPDATE t SET a = 1; END $$",
            "LANGUAGE sql AS $$ SELECT 1; UPDATE t SET a = 1 $$",
            "BEGIN ATOMIC SELECT 1; UPDATE t SET a = 1; END")) {
      var made = "CREATE PROCEDURE p() " + body + ";";
      assertThat(ids(made)).as(body).isEmpty();
      assertThat(ids(made + "CALL p()")).as(body).containsExactly("whole-table-write");
      assertThat(ids(made + block("CALL p();"))).as(body).containsExactly("whole-table-write");
      assertThat(ids("CREATE TABLE t (a int);" + made + "CALL p()")).as(body).isEmpty();
    }
    assertThat(
            ids("CREATE PROCEDURE p() LANGUAGE sql AS 'UPDATE t SET a = 1 WHERE b = 2'; CALL p()"))
        .isEmpty();
    assertThat(ids("CREATE PROCEDURE p() LANGUAGE sql AS 'FROBNICATE t'; CALL p()"))
        .containsExactly("unknown-effect");
  }

  @Test
  void whatAProcedureSetsForItselfHoldsInItAlone() {
    var procedure = "CREATE PROCEDURE p() LANGUAGE plpgsql SET %s AS $$ BEGIN %s END $$; CALL p();";
    var older = "CREATE SCHEMA app; CREATE TABLE app.t (a int);";
    var before = SchemaModel.empty(180_000);
    for (var it : Script.parse(older).statements()) {
      before = before.after(StatementReader.read(it));
    }
    var limit = "SET lock_timeout = '1s'; CREATE TABLE t (a int);";
    var inPath = procedure.formatted("search_path = app, pg_temp", INDEX);
    assertThat(ids(limit + inPath, Review.Runs.ONE_BY_ONE, before))
        .as("app.t is meant")
        .contains("blocking-index-build");
    assertThat(ids(limit + procedure.formatted("work_mem = 1", INDEX))).isEmpty();
    assertThat(ids(limit + inPath + "CREATE INDEX j ON t (a)", Review.Runs.ONE_BY_ONE, before))
        .as("public.t is meant behind it")
        .containsOnlyOnce("blocking-index-build");
    var alter = "ALTER TABLE u ADD b int;";
    assertThat(ids(limit + procedure.formatted("lock_timeout = 0", alter)))
        .contains("missing-lock-timeout");
    assertThat(ids(procedure.formatted("lock_timeout = '1s'", alter)))
        .doesNotContain("missing-lock-timeout");
    assertThat(ids(procedure.formatted("lock_timeout = '1s'", "") + alter))
        .contains("missing-lock-timeout");
  }

  @Test
  @Timeout(30)
  void proceduresThatCallEachOtherTwiceAreJudgedOnce() {
    var made = new StringBuilder();
    for (var i = 0; i < 40; i++) {
      var call = "CALL p" + (i + 1) + "();";
      made.append("CREATE PROCEDURE p" + i + "() LANGUAGE plpgsql AS $$ BEGIN ")
          .append(call + call + " END $$;");
    }
    made.append("CREATE PROCEDURE p40() LANGUAGE sql AS 'UPDATE t SET a = 1; DROP TABLE u';");
    assertThat(ids(made + "CALL p0()")).contains("whole-table-write");
    assertThat(ids("CREATE TABLE u (a int);" + made + "CALL p0(); CREATE INDEX i ON u (a)"))
        .as("what was dropped in a call of a call may be another table behind it")
        .contains("blocking-index-build");
  }

  @Test
  void whatAProcedureBuildsAtRunTimeIsToldAndPassed() {
    var made =
        "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DROP TABLE ' || x; END $$;";
    assertThat(ids(made)).isEmpty();
    assertThat(ids(made + "CALL p()")).containsExactly("unknown-effect");
    assertThat(ids(made + block("CALL p();"))).containsExactly("unknown-effect");
    var around = "CREATE PROCEDURE q() LANGUAGE sql AS 'CALL p()'; CALL q()";
    assertThat(ids(made + around)).containsExactly("unknown-effect");
    assertThat(ids("CREATE PROCEDURE p() LANGUAGE plpython3u AS 'pass'; CALL p()"))
        .containsExactly("unknown-effect");
  }

  @Test
  void aProcedureThatNobodyKnowsIsToldAndPassed() {
    var before = SchemaModel.empty(180_000);
    var review =
        new Planner(Policy.DEFAULT)
            .review(
                Script.parse("CALL p()"),
                before,
                Review.Runs.ONE_BY_ONE,
                Surroundings.of(Release.startingFrom(before)));
    var found = review.verdicts().get(0).decision().findings().get(0);
    assertThat(found.rule().id()).isEqualTo("unknown-effect");
    assertThat(found.severity()).isEqualTo(Severity.WARNING);
    assertThat(found.message()).contains("procedure p, whose body is not known");
    assertThat(StatementReader.read(Script.parse("CALL p()").statements().get(0)).tag())
        .isEqualTo("CALL");
  }

  @Test
  void whatIntoNamesIsNotWhatIsRead() {
    var before = SchemaModel.empty(180_000);
    var review =
        new Planner(Policy.DEFAULT)
            .review(
                Script.parse("SELECT a INTO n FROM t"),
                before,
                Review.Runs.ONE_BY_ONE,
                Surroundings.of(Release.startingFrom(before)));
    var found = review.verdicts().get(0).decision().findings().get(0);
    assertThat(found.rule().id()).isEqualTo("long-snapshot");
    assertThat(found.relation()).hasToString("t");
  }
}
