package io.safeddl.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Review;
import io.safeddl.sql.PsqlText;
import io.safeddl.sql.Script;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Statements that psql joins to one transaction, and those that it makes of a query's result. */
class PsqlReviewTest {
  private static final String LIMIT = "SET lock_timeout = '1s';\n";

  private static List<String> ids(String file) {
    var before = SchemaModel.empty(180_000);
    var sql = PsqlText.read(LIMIT + file);
    return new Planner(Policy.DEFAULT)
            .review(
                Script.parse(sql.text()),
                sql.ends(),
                before,
                Review.Runs.ONE_BY_ONE,
                Surroundings.of(Release.startingFrom(before)))
            .verdicts()
            .stream()
            .flatMap(verdict -> verdict.decision().findings().stream())
            .map(finding -> finding.rule().id())
            .filter(id -> !Set.of("new-constraint", "timeout-ends-build").contains(id))
            .toList();
  }

  @Test
  void statementsThatAreJoinedAreOneTransaction() {
    var add = "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID";
    var validate = "ALTER TABLE t VALIDATE CONSTRAINT c";
    assertThat(ids(add + " \\; " + validate + ";")).containsExactly("long-work-after-lock");
    assertThat(ids(add + " \\; SELECT 1;" + validate + ";")).isEmpty();
    assertThat(ids("SELECT 1 \\;" + add + ";" + validate + "\\; SELECT 2;")).isEmpty();
  }

  @Test
  void whatIsSetForATransactionEndsWithIt() {
    var off = "SET LOCAL lock_timeout = 0 \\; ";
    var alter = "ALTER TABLE t ADD b int;";
    assertThat(ids(off + alter)).containsExactly("missing-lock-timeout");
    assertThat(ids(off + "SELECT 1;" + alter)).isEmpty();
    assertThat(ids("RESET lock_timeout; SET LOCAL lock_timeout = '1s' \\;" + alter + alter))
        .containsExactly("missing-lock-timeout");
  }

  @Test
  void whatCannotRunInATransactionCannotBeJoined() {
    for (var statement : List.of("CREATE INDEX CONCURRENTLY i ON t (a)", "VACUUM t")) {
      var first = statement + " \\; SELECT 1;";
      var last = "SELECT 1 \\; " + statement + ";";
      assertThat(ids(last)).as(last).containsExactly("concurrently-in-transaction");
      assertThat(ids(first)).as(first).containsExactly("concurrently-in-transaction");
      assertThat(ids("SELECT 1 \\; SELECT 2;" + statement + ";")).as(statement).isEmpty();
      assertThat(ids("BEGIN \\; SELECT 1 \\; COMMIT;" + statement + ";")).as(statement).isEmpty();
    }
  }

  @Test
  void whatIsMadeOfAResultIsJudgedWhereItIsAText() {
    assertThat(ids("SELECT format('DROP TABLE %I', t) FROM u \\gexec\n"))
        .containsExactly("dynamic-ddl");
    assertThat(ids("SELECT 'CREATE INDEX i ON t (a)' \\gexec\n"))
        .containsExactly("blocking-index-build");
    assertThat(ids("SELECT 'DROP TABLE ' || t FROM u \\gexec\n")).containsExactly("dynamic-ddl");
    assertThat(ids("SELECT 'CREATE DATABASE d' WHERE NOT EXISTS (SELECT 1) \\gexec\n")).isEmpty();
    assertThat(ids("SELECT 'CREATE INDEX i ON t (a)' \\g\n")).isEmpty();
  }
}
