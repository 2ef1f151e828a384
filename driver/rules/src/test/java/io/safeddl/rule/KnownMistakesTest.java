package io.safeddl.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.LockMode;
import io.safeddl.effect.TransactionContext;
import io.safeddl.plan.Decision;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Review;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other linters are known to say wrongly, and what is said here. */
class KnownMistakesTest {
  private static final int NEWEST = 180_000;

  private static final String TABLES =
      """
      CREATE TABLE customers (id bigint PRIMARY KEY);
      CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, number varchar(20), state text,
        CONSTRAINT state_given CHECK (state IS NOT NULL) NOT VALID);
      CREATE SCHEMA archive;
      CREATE TABLE archive.orders (id bigint PRIMARY KEY);
      CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
      CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
      CREATE INDEX events_id ON events (id);
      CREATE TABLE events_2021 (id bigint, at date NOT NULL);
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE orders ADD CONSTRAINT u UNIQUE (number)",
        "ALTER TABLE events_2021 ADD PRIMARY KEY (id)",
        "ALTER TABLE orders ADD CONSTRAINT e EXCLUDE USING gist (number WITH =)"
      })
  void notValidIsAdvisedOnlyWhereThereIsSuchAForm(String sql) {
    var said = findings(judge(sql, NEWEST));
    assertThat(said).isNotEmpty();
    for (Finding finding : said) {
      for (var pasted : Script.parse(finding.instead()).statements()) {
        var text = pasted.text().toUpperCase(Locale.ROOT);
        assertThat(
                text.contains("NOT VALID") && !text.contains("CHECK") && !text.contains("NOT NULL"))
            .as(text)
            .isFalse();
      }
    }
  }

  @Test
  void validateOfOneConstraintExcusesNoOtherColumn() {
    var review =
        review(
            """
            ALTER TABLE orders VALIDATE CONSTRAINT state_given;
            ALTER TABLE orders ALTER COLUMN state SET NOT NULL;
            ALTER TABLE orders ALTER COLUMN number SET NOT NULL;
            """);
    assertThat(ids(review.get(1))).doesNotContain("set-not-null");
    assertThat(ids(review.get(2))).contains("set-not-null");
  }

  @Test
  void aTableOfTheReleaseIsNewInItsOwnSchemaOnly() {
    var review =
        review(
            """
            CREATE TABLE public.parcels (id bigint PRIMARY KEY, code text);
            CREATE SCHEMA shop;
            CREATE TABLE shop.orders (id bigint PRIMARY KEY, code text);
            CREATE INDEX ON public.parcels (code);
            CREATE INDEX ON shop.orders (code);
            CREATE INDEX ON public.orders (number);
            CREATE INDEX ON archive.orders (id);
            """);
    assertThat(ids(review.get(3))).doesNotContain("blocking-index-build");
    assertThat(ids(review.get(4))).doesNotContain("blocking-index-build");
    assertThat(ids(review.get(5))).contains("blocking-index-build");
    assertThat(ids(review.get(6))).contains("blocking-index-build");
  }

  @Test
  void aTableOfTheReleaseIsNewInItsLaterFilesToo() {
    var planner = new Planner(Policy.DEFAULT);
    var before = tables(NEWEST);
    var first =
        planner.review(
            Script.parse("CREATE TABLE parcels (id bigint PRIMARY KEY, code text)"),
            before,
            Review.Runs.IN_TOOLS_TRANSACTION,
            Surroundings.of(Release.startingFrom(before)));
    var second =
        planner.review(
            Script.parse(
                "ALTER TABLE parcels RENAME TO packets; CREATE INDEX ON packets (code);"
                    + "ALTER TABLE orders RENAME TO purchases; CREATE INDEX ON purchases (number)"),
            first.tables(),
            Review.Runs.ONE_BY_ONE,
            first.surroundings());
    assertThat(ids(second.verdicts().get(0))).doesNotContain("rename", "missing-lock-timeout");
    assertThat(ids(second.verdicts().get(1))).doesNotContain("blocking-index-build");
    assertThat(ids(second.verdicts().get(2))).contains("rename");
    // Another name makes no old rows new.
    assertThat(ids(second.verdicts().get(3))).contains("blocking-index-build");
  }

  @Test
  void aCommentAllowsItsOwnStatementOnly() {
    var review =
        review(
            """
            /* safeddl:allow blocking-index-build: at night */ CREATE INDEX ON orders (number);
            CREATE INDEX ON orders (state);
            """);
    assertThat(errors(review.get(0))).doesNotContain("blocking-index-build");
    assertThat(errors(review.get(1))).contains("blocking-index-build");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "now() ; false",
        "current_timestamp ; false",
        "'a' || 'b' ; false",
        "lower('ABC') ; false",
        "clock_timestamp() ; true",
        "gen_random_uuid() ; true"
      })
  void aDefaultIsVolatileOrNot(String value, boolean rewrites) {
    var sql = "ALTER TABLE orders ADD COLUMN c text DEFAULT " + value;
    assertThat(ids(judge(sql, NEWEST)).contains("table-rewrite")).isEqualTo(rewrites);
  }

  @Test
  void noConcurrentFormIsForcedOnPartitionedTables() {
    for (String sql : List.of("CREATE INDEX ON events (id)", "DROP INDEX events_id")) {
      for (Finding finding : findings(judge(sql, NEWEST))) {
        for (var pasted : Script.parse(finding.instead()).statements()) {
          assertThat(ids(judge(pasted.text(), NEWEST)))
              .as(pasted.text())
              .doesNotContain("always-fails");
        }
      }
    }
  }

  @Test
  void beforeEighteenNoForeignKeyOfAPartitionedTableIsAddedNotValid() {
    var sql = "ALTER TABLE events ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES customers (id)";
    for (Finding finding : findings(judge(sql, 170_000))) {
      assertThat(finding.instead())
          .doesNotContain(
              "ALTER TABLE events ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES customers (id) NOT VALID");
    }
    assertThat(ids(judge(sql + " NOT VALID", 170_000))).contains("always-fails");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0)",
        "ALTER TABLE orders ADD CONSTRAINT u UNIQUE (number)"
      })
  void checkAndUniqueTakeAccessExclusive(String sql) {
    assertThat(mode(judge(sql, NEWEST), "orders")).isEqualTo(LockMode.ACCESS_EXCLUSIVE);
  }

  @Test
  void attachTakesNoMoreOfTheParentThanItNeeds() {
    var sql =
        "ALTER TABLE events ATTACH PARTITION events_2021 FOR VALUES FROM ('2021-01-01') TO"
            + " ('2022-01-01')";
    var verdict = judge(sql, NEWEST);
    assertThat(mode(verdict, "events")).isEqualTo(LockMode.SHARE_UPDATE_EXCLUSIVE);
    assertThat(mode(verdict, "events_2021")).isEqualTo(LockMode.ACCESS_EXCLUSIVE);
  }

  @Test
  void noLockTimeoutIsAskedForDataStatements() {
    var review =
        review("INSERT INTO orders (id) VALUES (1); UPDATE orders SET state = 'x' WHERE id = 1");
    assertThat(ids(review.get(0))).doesNotContain("missing-lock-timeout");
    assertThat(judge("UPDATE orders SET state = 'x' WHERE id = 1", NEWEST).decision())
        .isInstanceOf(Decision.PassThrough.class);
  }

  @Test
  void aViewUnderTheOldNameCarriesTheOldVersion() {
    var shim =
        "ALTER TABLE orders RENAME TO purchases; CREATE VIEW orders AS SELECT * FROM purchases";
    assertThat(ids(review(shim).get(0))).doesNotContain("rename");
    // Not where the two commit apart from each other.
    assertThat(errors(reviewOf(shim, Review.Runs.ONE_BY_ONE).get(0))).contains("rename");
  }

  @Test
  void theSwapOfExpandAndContractLeavesTheOldName() {
    var review =
        review(
            """
            ALTER TABLE orders ADD COLUMN number_new text;
            ALTER TABLE orders RENAME COLUMN number TO number_old;
            ALTER TABLE orders RENAME COLUMN number_new TO number;
            """);
    for (Verdict verdict : review) {
      assertThat(ids(verdict)).doesNotContain("rename");
    }
  }

  /** As a framework writes it that fills the old rows by a default and does without it after. */
  @Test
  void aDefaultDroppedAtOnceIsToldOfTablesThatNoFileMakesToo() {
    var review =
        review(
            """
            ALTER TABLE parcels ADD COLUMN state text DEFAULT 'open' NOT NULL;
            ALTER TABLE parcels ADD COLUMN note text DEFAULT 'open';
            ALTER TABLE parcels ALTER COLUMN state DROP DEFAULT;
            ALTER TABLE parcels ALTER COLUMN note DROP DEFAULT;
            ALTER TABLE parcels ALTER COLUMN other DROP DEFAULT;
            """);
    assertThat(errors(review.get(2))).contains("required-column");
    assertThat(ids(review.get(3))).doesNotContain("required-column");
    assertThat(ids(review.get(4))).doesNotContain("required-column");
  }

  @Test
  void aWiderVarcharIsNoFinding() {
    var review =
        review("SET lock_timeout = '2s'; ALTER TABLE orders ALTER COLUMN number TYPE varchar(40)");
    assertThat(ids(review.get(1))).isEmpty();
  }

  @Test
  void anExtensionThatGoesToAnotherSchemaIsTold() {
    assertThat(ids(review("ALTER EXTENSION hstore SET SCHEMA x").get(0)))
        .containsExactly("rename-object");
    assertThat(ids(review("ALTER EXTENSION hstore UPDATE").get(0))).isEmpty();
  }

  private static List<Verdict> review(String sql) {
    return reviewOf(sql, Review.Runs.IN_TOOLS_TRANSACTION);
  }

  private static List<Verdict> reviewOf(String sql, Review.Runs runs) {
    var before = tables(NEWEST);
    return new Planner(Policy.DEFAULT)
        .review(Script.parse(sql), before, runs, Surroundings.of(Release.startingFrom(before)))
        .verdicts();
  }

  private static Verdict judge(String sql, int version) {
    return new Planner(Policy.DEFAULT)
        .decide(
            Script.parse(sql).statements().get(0), tables(version), TransactionContext.AUTOCOMMIT);
  }

  private static SchemaModel tables(int version) {
    var model = SchemaModel.empty(version);
    for (var source : Script.parse(TABLES).statements()) {
      model = model.after(StatementReader.read(source));
    }
    return model;
  }

  private static List<Finding> findings(Verdict verdict) {
    return verdict.decision().findings();
  }

  private static List<String> ids(Verdict verdict) {
    return findings(verdict).stream().map(finding -> finding.rule().id()).toList();
  }

  private static List<String> errors(Verdict verdict) {
    return findings(verdict).stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .map(finding -> finding.rule().id())
        .toList();
  }

  private static LockMode mode(Verdict verdict, String table) {
    return verdict.effects().locks().stream()
        .filter(lock -> lock.relation().name().name().equals(table))
        .map(Lock::mode)
        .findFirst()
        .orElseThrow();
  }
}
