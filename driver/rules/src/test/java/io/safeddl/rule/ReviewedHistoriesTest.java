package io.safeddl.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Review;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What was found wrong, or of no use, in the findings on real histories (docs/review-keycloak.md,
 * docs/review-camunda.md), in the shape in which it stood there.
 */
class ReviewedHistoriesTest {
  private static final String TABLES =
      """
      CREATE TABLE template (id bigint PRIMARY KEY, realm text, name text, full_scope boolean NOT NULL
        DEFAULT true, CONSTRAINT uk_name UNIQUE (realm, name));
      CREATE TABLE role (id bigint PRIMARY KEY, realm text, name text NOT NULL DEFAULT '',
        CONSTRAINT uk_role UNIQUE (realm, name));
      CREATE INDEX role_name ON role (name);
      CREATE TABLE failure (realm text, name text, CONSTRAINT pk_failure PRIMARY KEY (realm, name));
      CREATE TABLE word (id bigint PRIMARY KEY, said text NOT NULL);
      CREATE TABLE a (id bigint); CREATE TABLE b (id bigint); CREATE TABLE c (id bigint);
      CREATE TABLE d (id bigint); CREATE TABLE e (id bigint);
      """;

  private static List<Verdict> review(String sql) {
    return review(sql, Review.Runs.IN_TOOLS_TRANSACTION);
  }

  private static List<Verdict> review(String sql, Review.Runs runs) {
    var before = SchemaModel.empty(180_000);
    for (var source : Script.parse(TABLES).statements()) {
      before = before.after(StatementReader.read(source));
    }
    return new Planner(Policy.DEFAULT)
        .review(Script.parse(sql), before, runs, Surroundings.of(Release.startingFrom(before)))
        .verdicts();
  }

  private static List<String> ids(String sql) {
    return ids(sql, Review.Runs.IN_TOOLS_TRANSACTION);
  }

  private static List<String> ids(String sql, Review.Runs runs) {
    return review(sql, runs).stream()
        .flatMap(verdict -> verdict.decision().findings().stream())
        .map(finding -> finding.rule().id())
        .toList();
  }

  @Test
  void aDefaultIsNotMissedWhereTheColumnGoesWithIt() {
    assertThat(ids("ALTER TABLE template ALTER full_scope DROP DEFAULT")).contains("drop-default");
    assertThat(
            ids(
                "ALTER TABLE template ALTER full_scope DROP DEFAULT;"
                    + " ALTER TABLE template DROP COLUMN full_scope"))
        .contains("drop-column")
        .doesNotContain("drop-default");
    assertThat(
            ids(
                "ALTER TABLE template ALTER full_scope DROP DEFAULT;"
                    + " ALTER TABLE template RENAME TO scope"))
        .contains("rename")
        .doesNotContain("drop-default");
  }

  @Test
  void aKeyIsNotLostThatTheFileMakesAgain() {
    assertThat(ids("ALTER TABLE role DROP CONSTRAINT uk_role")).contains("drop-key");
    assertThat(
            ids(
                "ALTER TABLE role DROP CONSTRAINT uk_role; ALTER TABLE role ALTER name TYPE text;"
                    + " ALTER TABLE role ADD CONSTRAINT uk_role UNIQUE (realm, name)"))
        .doesNotContain("drop-key");
    assertThat(
            ids(
                "ALTER TABLE role DROP CONSTRAINT uk_role;"
                    + " ALTER TABLE role ADD CONSTRAINT uk_role UNIQUE (name)"))
        .contains("drop-key");
  }

  @Test
  void aPrimaryKeyIsNotLostThatGetsAnotherName() {
    var dropped = "ALTER TABLE failure DROP CONSTRAINT pk_failure;";
    assertThat(ids(dropped)).contains("drop-key");
    assertThat(ids(dropped + "ALTER TABLE failure ADD CONSTRAINT pk PRIMARY KEY (realm, name)"))
        .doesNotContain("drop-key");
    assertThat(ids(dropped + "ALTER TABLE failure ADD CONSTRAINT uk UNIQUE (realm, name)"))
        .as("no replica identity")
        .contains("drop-key");
  }

  @Test
  void aKeyGoesWithItsTable() {
    assertThat(ids("ALTER TABLE role DROP CONSTRAINT uk_role; DROP TABLE role"))
        .contains("drop-table")
        .doesNotContain("drop-key");
  }

  @Test
  void aColumnThatTakesTheNameOfOneThatWasNotNullIsNothingNew() {
    assertThat(
            ids(
                "ALTER TABLE word ADD COLUMN new_said text; ALTER TABLE word DROP COLUMN said;"
                    + " ALTER TABLE word RENAME new_said TO said;"
                    + " ALTER TABLE word ALTER said SET NOT NULL"))
        .contains("set-not-null")
        .doesNotContain("new-constraint");
  }

  @Test
  void theTableOfADroppedIndexIsNamed() {
    var finding = review("DROP INDEX role_name").get(0).decision().findings().get(0);
    assertThat(finding.rule().id()).isEqualTo("blocking-index-drop");
    assertThat(finding.message()).contains("ACCESS EXCLUSIVE on public.role (size unknown)");
  }

  @Test
  void whatIsSaidIsTheSameEachTime() {
    var finding =
        review("CREATE TABLE x AS SELECT * FROM e, b, template, c, d, role, a, word, failure")
            .get(0)
            .decision()
            .findings()
            .get(0);
    assertThat(finding.rule().id()).isEqualTo("long-snapshot");
    assertThat(finding.relation()).hasToString("public.e");
  }

  @Test
  void whatCannotRunInTheToolsTransactionIsFoundAsItsFirstStatementToo() {
    assertThat(ids("REINDEX INDEX CONCURRENTLY role_name")).contains("concurrently-in-transaction");
    var alone = "CREATE INDEX CONCURRENTLY i ON role (realm)";
    assertThat(ids(alone)).contains("concurrently-in-transaction");
    assertThat(ids(alone + "; SELECT 1", Review.Runs.AS_ONE_TEXT))
        .contains("concurrently-in-transaction");
    assertThat(ids("BEGIN; " + alone + "; COMMIT", Review.Runs.ONE_BY_ONE))
        .contains("concurrently-in-transaction");
    assertThat(ids(alone, Review.Runs.AS_ONE_TEXT)).doesNotContain("concurrently-in-transaction");
    assertThat(ids(alone, Review.Runs.ONE_BY_ONE)).doesNotContain("concurrently-in-transaction");
  }

  @Test
  void ofManyTablesAFewAreNamed() {
    var sql = new StringBuilder();
    for (var table : List.of("a", "b", "c", "d", "e")) {
      sql.append("ALTER TABLE ").append(table).append(" ADD COLUMN x int;");
    }
    var last = review(sql.toString()).get(4).decision().findings();
    assertThat(last)
        .filteredOn(finding -> finding.rule().id().equals("several-tables-locked"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .startsWith(
                        "The transaction holds strong locks on public.a, public.b and 2 more"
                            + " tables and takes ACCESS EXCLUSIVE on public.e"));
  }

  @Test
  void aKeyOfANewColumnWaitsUntilEachRowHasAValueOfItsOwn() {
    for (var column : List.of("bigint PRIMARY KEY", "bigint NOT NULL UNIQUE", "bigserial UNIQUE")) {
      var findings =
          review("ALTER TABLE a ADD COLUMN k " + column, Review.Runs.ONE_BY_ONE)
              .get(0)
              .decision()
              .findings();
      assertThat(findings).extracting(it -> it.rule().id()).contains("add-unique");
      for (var finding : findings) {
        if (finding.rule().group() == RuleInfo.Group.LOCK) {
          assertThat(finding.instead())
              .doesNotContain("<value>")
              .containsSubsequence(
                  "ALTER TABLE a ADD COLUMN k bigint;",
                  "UPDATE a SET k = ",
                  "-- when no row is left:",
                  "-- CREATE UNIQUE INDEX CONCURRENTLY");
        }
      }
    }
  }

  @Test
  void aPartitionThatIsProvenToFitIsReadByNobody() {
    var tables =
        "CREATE TABLE p (d date NOT NULL, n int) PARTITION BY %s;"
            + "CREATE TABLE q (d date NOT NULL, n int); COMMIT;";
    var proof = "ALTER TABLE q ADD CONSTRAINT fits CHECK (d >= '2026-01-01' AND d < '2027-01-01');";
    var attach =
        "ALTER TABLE p ATTACH PARTITION q FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')";
    assertThat(attached(tables.formatted("RANGE (d)"), proof + attach)).isFalse();
    assertThat(attached(tables.formatted("RANGE (d)"), attach)).isTrue();
    assertThat(
            attached(
                tables.formatted("RANGE (d)"), proof + attach.replace("2026-01-01", "2025-01-01")))
        .isTrue();
    for (var key : List.of("RANGE ((d))", "RANGE (d date_ops)", "RANGE (n)", "RANGE (lower(d))")) {
      assertThat(attached(tables.formatted(key), proof + attach)).as(key).isTrue();
    }
    assertThat(
            attached(
                tables.formatted("RANGE (d)"), proof + "ALTER TABLE p ATTACH PARTITION q DEFAULT"))
        .as("jobs make partitions, too")
        .isTrue();
  }

  /** Whether the ATTACH at the end of a file is told, where the tables are older. */
  private static boolean attached(String tables, String sql) {
    var before = SchemaModel.empty(180_000);
    for (var source : Script.parse(tables).statements()) {
      before = before.after(StatementReader.read(source));
    }
    return new Planner(Policy.DEFAULT)
            .review(
                Script.parse(sql),
                before,
                Review.Runs.ONE_BY_ONE,
                Surroundings.of(Release.startingFrom(before)))
            .verdicts()
            .stream()
            .flatMap(verdict -> verdict.decision().findings().stream())
            .anyMatch(finding -> finding.rule().id().equals("attach-partition"));
  }
}
