package io.safeddl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.LockMode;
import io.safeddl.effect.TransactionContext;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.plan.Policy.Mode;
import io.safeddl.plan.Step.IndexTask.Work;
import io.safeddl.rule.Finding;
import io.safeddl.rule.Severity;
import io.safeddl.sql.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
  private static final TransactionContext NOTHING = new TransactionContext(true, State.NOTHING);
  private static final TransactionContext DDL = new TransactionContext(true, State.DDL_ONLY);
  private static final TransactionContext DATA = new TransactionContext(true, State.OTHER);

  private final TestCatalog catalog =
      new TestCatalog()
          .table("big", 5000)
          .table("small", 1)
          .table("fresh", 0, true)
          .index("big", "big_a", true)
          .index("big", "big_broken", false)
          .index("small", "small_a", true)
          .partitioned("parts", 5000, "parts1", "parts2");

  private static Policy policy(Mode mode, Map<String, Severity> severities, String... large) {
    var d = Policy.DEFAULT;
    return new Policy(
        mode,
        d.smallTable(),
        Set.of(large),
        d.assumeSmall(),
        severities,
        true,
        d.maxRows(),
        d.lockTimeout(),
        d.lockWait(),
        d.maxLockHold(),
        d.maxTransactionHold(),
        d.precheck());
  }

  private Decision decide(String sql) {
    return decide(sql, Policy.DEFAULT, TransactionContext.AUTOCOMMIT);
  }

  private Decision decide(String sql, Policy policy, TransactionContext transaction) {
    return decide(sql, policy, transaction, catalog);
  }

  private static Decision decide(
      String sql, Policy policy, TransactionContext transaction, Catalog catalog) {
    var source = Script.parse(sql).statements().get(0);
    return new Planner(policy).decide(source, catalog, transaction).decision();
  }

  private List<String> words(String script, TransactionContext transaction) {
    var words = new ArrayList<String>();
    for (Verdict verdict :
        new Planner(Policy.DEFAULT).decideAll(Script.parse(script), catalog, transaction)) {
      words.add(verdict.decision().word());
    }
    return words;
  }

  private static List<String> ids(Decision decision) {
    return decision.findings().stream().map(finding -> finding.rule().id()).toList();
  }

  private static List<String> sql(Decision decision) {
    return ((Decision.Replace) decision).steps().stream().map(Step::sql).toList();
  }

  /** The table of design section 4. */
  @ParameterizedTest
  @CsvSource({
    // mode, severity of the rule by the policy, allowed, decision, severity told
    "ENFORCE, ERROR,   false, refuse, ERROR",
    "ENFORCE, WARNING, false, guard,  WARNING",
    "ENFORCE, ERROR,   true,  guard,  OFF",
    "ENFORCE, WARNING, true,  guard,  OFF",
    "ENFORCE, OFF,     false, guard,  ",
    "WARN,    ERROR,   false, guard,  WARNING",
    "WARN,    WARNING, false, guard,  WARNING",
    "WARN,    ERROR,   true,  guard,  OFF",
    "WARN,    OFF,     false, guard,  ",
    "OFF,     ERROR,   false, pass,   ",
  })
  void modeAndSeverityDecide(
      Mode mode, Severity severity, boolean allowed, String word, Severity told) {
    var sql = "ALTER TABLE big ALTER COLUMN a TYPE bigint";
    var comment = allowed ? "/* safeddl:allow table-rewrite: it is Sunday */ " : "";
    var decision =
        decide(
            comment + sql,
            policy(mode, Map.of("table-rewrite", severity)),
            TransactionContext.AUTOCOMMIT);
    assertThat(decision.word()).isEqualTo(word);
    assertThat(decision.findings().stream().map(Finding::severity).toList())
        .isEqualTo(told == null ? List.of() : List.of(told));
    if (decision instanceof Decision.Guard guard) {
      assertThat(guard.bounded()).as("it is known to run long, and was let through").isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ENFORCE, ERROR,   false, replace",
    "ENFORCE, WARNING, false, guard",
    "ENFORCE, ERROR,   true,  guard",
    "ENFORCE, OFF,     false, guard",
    "WARN,    ERROR,   false, guard",
    "OFF,     ERROR,   false, pass",
  })
  void whatHasAPlanIsReplaced(Mode mode, Severity severity, boolean allowed, String word) {
    var comment = allowed ? "/* safeddl:allow blocking-index-build: it is Sunday */ " : "";
    var decision =
        decide(
            comment + "CREATE INDEX i ON big (b)",
            policy(mode, Map.of("blocking-index-build", severity)),
            TransactionContext.AUTOCOMMIT);
    assertThat(decision.word()).isEqualTo(word);
  }

  @Test
  void aLesserFindingStaysAWarningWhereTheRuleIsSetToError() {
    var partitioned = new TestCatalog().partitioned("parts", 5000, "parts1");
    assertThat(
            decide(
                    "ALTER TABLE parts DROP COLUMN b CASCADE",
                    policy(Mode.ENFORCE, Map.of("drop-cascade", Severity.ERROR)),
                    TransactionContext.AUTOCOMMIT,
                    partitioned)
                .word())
        .isEqualTo("guard");
  }

  @Test
  void aWarningThatIsSetToErrorRefuses() {
    assertThat(
            decide(
                    "ALTER TABLE big RENAME COLUMN a TO c",
                    policy(Mode.ENFORCE, Map.of("rename", Severity.ERROR)),
                    TransactionContext.AUTOCOMMIT)
                .word())
        .isEqualTo("refuse");
  }

  @Test
  void createIndexKeepsTheUsersText() {
    assertThat(sql(decide("create  unique index /* why */ \"I\" on big (a) where a > 0")))
        .containsExactly(
            "create  unique index CONCURRENTLY /* why */ \"I\" on big (a) where a > 0");
  }

  @Test
  void createIndexTellsItsTask() {
    var step = ((Decision.Replace) decide("CREATE INDEX i ON big (b)")).steps().get(0);
    assertThat(step.kind()).isEqualTo(Step.Kind.ONLINE);
    assertThat(step.index()).isEqualTo(new Step.IndexTask(Work.CREATE, "public.big", "public.i"));
    assertThat(step.undo()).isEqualTo("DROP INDEX CONCURRENTLY IF EXISTS public.i");
    assertThat(step.locks()).isEmpty();
  }

  @Test
  void aNameThatPostgresqlChoosesIsLeftToIt() {
    var step = ((Decision.Replace) decide("CREATE INDEX ON big (b)")).steps().get(0);
    assertThat(step.sql()).isEqualTo("CREATE INDEX CONCURRENTLY ON big (b)");
    assertThat(step.index()).isEqualTo(new Step.IndexTask(Work.CREATE, "public.big", null));
    assertThat(step.undo()).isNull();
  }

  @Test
  void anInvalidLeftoverIsDroppedFirst() {
    assertThat(sql(decide("CREATE INDEX IF NOT EXISTS big_broken ON big (a)")))
        .containsExactly(
            "DROP INDEX CONCURRENTLY IF EXISTS public.big_broken",
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS big_broken ON big (a)");
    assertThat(sql(decide("CREATE INDEX CONCURRENTLY IF NOT EXISTS big_broken ON big (a)")))
        .hasSize(2);
    assertThat(
            decide("CREATE INDEX IF NOT EXISTS big_broken ON big (a)", Policy.DEFAULT, DDL).word())
        .isEqualTo("refuse");
  }

  @Test
  void dropIndexIsSplit() {
    assertThat(sql(decide("DROP INDEX big_a RESTRICT")))
        .containsExactly("DROP INDEX CONCURRENTLY big_a RESTRICT");
    assertThat(sql(decide("DROP INDEX IF EXISTS big_a, public.big_broken, missing")))
        .containsExactly(
            "DROP INDEX CONCURRENTLY IF EXISTS big_a",
            "DROP INDEX CONCURRENTLY IF EXISTS public.big_broken",
            "DROP INDEX CONCURRENTLY IF EXISTS missing");
  }

  @Test
  void dropIndexThatHasNoConcurrentFormIsNotReplaced() {
    assertThat(decide("DROP INDEX big_a CASCADE").word()).isEqualTo("refuse");
    var backing = decide("DROP INDEX big_pkey");
    assertThat(backing.word()).as("the server's own error").isEqualTo("guard");
    assertThat(decide("DROP INDEX IF EXISTS missing").word()).isEqualTo("pass");
  }

  @Test
  void reindexIsReplacedWhereItCanBe() {
    assertThat(sql(decide("REINDEX (VERBOSE) INDEX big_a")))
        .containsExactly("REINDEX (VERBOSE) INDEX CONCURRENTLY big_a");
    assertThat(sql(decide("REINDEX TABLE big"))).containsExactly("REINDEX TABLE CONCURRENTLY big");
    assertThat(sql(decide("REINDEX SCHEMA public")))
        .containsExactly("REINDEX SCHEMA CONCURRENTLY public");
    assertThat(decide("REINDEX DATABASE").word()).isEqualTo("refuse");
    assertThat(decide("REINDEX SYSTEM").word()).isEqualTo("refuse");
    catalog.exclusion("big", "big_excl");
    assertThat(decide("REINDEX TABLE big").word()).isEqualTo("refuse");
    assertThat(decide("REINDEX INDEX big_excl").word()).isEqualTo("refuse");
    assertThat(decide("REINDEX INDEX big_a").word()).isEqualTo("replace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATE INDEX i ON big (b)", "REINDEX TABLE big"})
  void aTransactionThatHasDoneNothingIsLeft(String sql) {
    assertThat(decide(sql, Policy.DEFAULT, NOTHING).word()).isEqualTo("replace");
    for (var transaction : List.of(DDL, DATA)) {
      var decision = decide(sql, Policy.DEFAULT, transaction);
      assertThat(decision.word()).isEqualTo("refuse");
      assertThat(decision.findings().get(0).instead()).contains(" CONCURRENTLY ");
    }
  }

  @Test
  void anIndexIsDroppedUnderTheGuardWhereTheTransactionHasDoneMore() {
    assertThat(decide("DROP INDEX big_a", Policy.DEFAULT, NOTHING).word()).isEqualTo("replace");
    for (var transaction : List.of(DDL, DATA)) {
      var decision = decide("DROP INDEX big_a", Policy.DEFAULT, transaction);
      assertThat(decision)
          .isInstanceOfSatisfying(
              Decision.Guard.class,
              guard -> {
                assertThat(guard.bounded()).isTrue();
                assertThat(guard.locks()).isNotEmpty();
              });
      assertThat(ids(decision)).contains("blocking-index-drop");
      assertThat(decision.findings().get(0).instead()).contains(" CONCURRENTLY ");
    }
    assertThat(decide("DROP INDEX big_a CASCADE", Policy.DEFAULT, DATA).word()).isEqualTo("refuse");
  }

  @Test
  void whatIsWrittenConcurrentlyIsSupervised() {
    var decision = decide("CREATE INDEX CONCURRENTLY i ON big (b)", Policy.DEFAULT, NOTHING);
    assertThat(sql(decision)).containsExactly("CREATE INDEX CONCURRENTLY i ON big (b)");
    assertThat(decision.findings()).isEmpty();
    assertThat(ids(decide("CREATE INDEX CONCURRENTLY i ON big (b)", Policy.DEFAULT, DDL)))
        .containsExactly("concurrently-in-transaction");
  }

  @Test
  void aPartitionedTablesIndexIsBuiltPartitionByPartition() {
    assertThat(sql(decide("CREATE INDEX i ON parts (a)")))
        .containsExactly(
            "CREATE INDEX i ON ONLY public.parts (a)",
            "CREATE INDEX CONCURRENTLY parts1_a_idx ON public.parts1 (a)",
            "CREATE INDEX CONCURRENTLY parts2_a_idx ON public.parts2 (a)",
            "ALTER INDEX public.i ATTACH PARTITION public.parts1_a_idx",
            "ALTER INDEX public.i ATTACH PARTITION public.parts2_a_idx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX i ON small (b)",
        "DROP INDEX small_a",
        "REINDEX TABLE small",
        "ALTER TABLE small ALTER COLUMN a TYPE bigint",
        "ALTER TABLE small ADD UNIQUE (a)",
        "ALTER TABLE small ADD FOREIGN KEY (a) REFERENCES big",
        "ALTER TABLE small ALTER COLUMN a SET NOT NULL",
        "TRUNCATE small",
      })
  void aSmallTableIsGuarded(String sql) {
    var decision = decide(sql);
    assertThat(decision.word()).isEqualTo("guard");
    assertThat(((Decision.Guard) decision).bounded()).isTrue();
    assertThat(((Decision.Guard) decision).locks())
        .anyMatch(lock -> lock.relation().name().name().equals("small"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX i ON fresh (b)",
        "ALTER TABLE fresh ALTER COLUMN a TYPE bigint",
        "ALTER TABLE fresh ADD UNIQUE (a)",
        "DROP TABLE fresh CASCADE",
        "TRUNCATE fresh",
      })
  void aTableOfThisTransactionNeedsNoCare(String sql) {
    assertThat(decide(sql, policy(Mode.ENFORCE, Map.of(), "*"), DDL).word()).isEqualTo("pass");
  }

  @Test
  void aForeignKeyOfAFreshTableIsGuardedForTheOther() {
    var decision =
        decide("ALTER TABLE fresh ADD FOREIGN KEY (a) REFERENCES big", Policy.DEFAULT, DDL);
    assertThat(decision.word()).isEqualTo("guard");
    assertThat(((Decision.Guard) decision).locks())
        .extracting(lock -> lock.relation() + " " + lock.mode())
        .containsExactly("public.big " + LockMode.SHARE_ROW_EXCLUSIVE);
  }

  @ParameterizedTest
  @CsvSource({
    // assumeLarge, assumeSmall, decision
    "-, big, guard",
    "-, public.big, guard",
    "-, other.big, replace",
    "*, big, guard",
    "big, big, replace",
    "-, -, replace",
  })
  void whatTheUserCallsSmallIsSmall(String large, String small, String word) {
    var d = Policy.DEFAULT;
    var policy =
        new Policy(
            d.mode(),
            d.smallTable(),
            large.equals("-") ? Set.of() : Set.of(large),
            Set.of(small),
            Map.of(),
            true,
            d.maxRows(),
            d.lockTimeout(),
            d.lockWait(),
            d.maxLockHold(),
            d.maxTransactionHold(),
            d.precheck());
    var decision =
        decide("CREATE INDEX i ON public.big (b)", policy, TransactionContext.AUTOCOMMIT);
    assertThat(decision.word()).isEqualTo(word);
  }

  @Test
  void assumeLargeBeatsTheMeasuredSizeButNotWhatIsFresh() {
    for (String name : List.of("*", "small", "public.small")) {
      var policy = policy(Mode.ENFORCE, Map.of(), name);
      assertThat(decide("CREATE INDEX i ON small (b)", policy, NOTHING).word())
          .isEqualTo("replace");
      assertThat(decide("CREATE INDEX i ON fresh (b)", policy, NOTHING).word()).isEqualTo("pass");
    }
    assertThat(
            decide("CREATE INDEX i ON small (b)", policy(Mode.ENFORCE, Map.of(), "other"), NOTHING)
                .word())
        .isEqualTo("guard");
  }

  @Test
  void whatADatabaseDoesNotKnowIsNotThere() {
    assertThat(decide("DROP TABLE IF EXISTS missing CASCADE").word()).isEqualTo("pass");
    assertThat(decide("ALTER TABLE missing ALTER COLUMN a TYPE bigint").word()).isEqualTo("pass");
    assertThat(words("SELECT 1; DROP TABLE IF EXISTS missing CASCADE", NOTHING))
        .containsExactly("pass", "pass");
    assertThat(
            words(
                "DO $$BEGIN ALTER TABLE small RENAME TO m; END$$; ALTER TABLE m SET LOGGED",
                NOTHING))
        .as("behind a block, a name that is not known may be there")
        .containsExactly("guard", "refuse");
    var offline = new TestCatalog().incomplete();
    assertThat(
            decide(
                    "ALTER TABLE missing ALTER COLUMN a TYPE bigint",
                    Policy.DEFAULT,
                    TransactionContext.AUTOCOMMIT,
                    offline)
                .word())
        .isEqualTo("refuse");
  }

  @Test
  void theGuardsLocksAreInTheOrderOfTheOids() {
    var guard = (Decision.Guard) decide("ALTER TABLE parts ADD COLUMN c int");
    assertThat(guard.locks()).hasSize(3);
    assertThat(guard.locks())
        .extracting(lock -> Objects.requireNonNull(lock.relation().relation()).oid())
        .isSorted();
    assertThat(guard.locks()).allMatch(lock -> lock.mode() == LockMode.ACCESS_EXCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "INSERT INTO big (id) VALUES (1)",
        "UPDATE big SET a = 1 WHERE id = 1",
        "COMMENT ON TABLE big IS 'x'",
        "GRANT SELECT ON big TO PUBLIC",
        "CREATE TABLE t (id int)",
        "BEGIN",
        "SET lock_timeout = 0",
        "",
        "-- nothing",
      })
  void whatStopsNobodyPasses(String sql) {
    for (Verdict verdict :
        new Planner(Policy.DEFAULT)
            .decideAll(Script.parse(sql), catalog, TransactionContext.AUTOCOMMIT)) {
      assertThat(verdict.decision().word()).isEqualTo("pass");
      assertThat(verdict.decision().findings()).isEmpty();
    }
  }

  @Test
  void theDataRulesSpeakOnlyWhereTheyAreAskedTo() {
    var d = Policy.DEFAULT;
    var silent =
        new Policy(
            d.mode(),
            d.smallTable(),
            Set.of(),
            d.assumeSmall(),
            Map.of(),
            false,
            d.maxRows(),
            d.lockTimeout(),
            d.lockWait(),
            d.maxLockHold(),
            d.maxTransactionHold(),
            d.precheck());
    var sql = "UPDATE big SET a = 1";
    assertThat(decide(sql).word()).isEqualTo("refuse");
    assertThat(decide(sql, silent, TransactionContext.AUTOCOMMIT).word()).isEqualTo("pass");
    assertThat(decide("UPDATE small SET a = 1").word()).isEqualTo("pass");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXPLODE big", "SELECT 'unclosed", "ALTER TABLE big EXPLODE", "\u0000"})
  void whatCannotBeReadIsRefusedUnlessAllowed(String sql) {
    assertThat(decide(sql).word()).isEqualTo("refuse");
    var allowed = decide("/* safeddl:allow unrecognized-statement: I know it */ " + sql);
    assertThat(allowed).isInstanceOf(Decision.Guard.class);
    assertThat(((Decision.Guard) allowed).bounded()).isFalse();
  }

  @Test
  void aPermissionIsForItsOwnRuleAlone() {
    assertThat(decide("/* safeddl:allow add-check: no */ ALTER TABLE big ADD UNIQUE (a)").word())
        .isEqualTo("replace");
    assertThat(ids(decide("/* safeddl:allow add-uniq: no */ ALTER TABLE big ADD UNIQUE (a)")))
        .containsExactly("add-unique", "useless-allow");
    assertThat(ids(decide("/* safeddl:allow add-unique */ ALTER TABLE big ADD UNIQUE (a)")))
        .as("a reason is missing")
        .containsExactly("add-unique", "useless-allow");
  }

  @Test
  void aSettingAllowsTheNextStatementAlone() {
    var rewrite = "ALTER TABLE big ALTER COLUMN a TYPE bigint;";
    assertThat(words("SET LOCAL safeddl.allow = 'table-rewrite: Sunday';" + rewrite, DATA))
        .containsExactly("pass", "guard");
    assertThat(
            words("SET LOCAL safeddl.allow = 'table-rewrite: Sunday'; SELECT 1;" + rewrite, DATA))
        .containsExactly("pass", "pass", "refuse");
    var source = Script.parse(rewrite).statements().get(0);
    assertThat(
            new Planner(Policy.DEFAULT)
                .decide(source, catalog, DATA, Set.of("table-rewrite"))
                .decision()
                .word())
        .isEqualTo("guard");
  }

  @Test
  void statementsOfOneStringAreOneTransaction() {
    assertThat(
            words(
                "CREATE INDEX i ON big (a); CREATE INDEX j ON big (b)",
                TransactionContext.AUTOCOMMIT))
        .containsExactly("replace", "replace");
    assertThat(
            words(
                "ALTER TABLE big ADD COLUMN c int; CREATE INDEX j ON big (b)",
                TransactionContext.AUTOCOMMIT))
        .containsExactly("guard", "refuse");
    assertThat(
            words(
                "BEGIN; ALTER TABLE big ADD COLUMN c int; COMMIT; CREATE INDEX j ON big (b)",
                TransactionContext.AUTOCOMMIT))
        .containsExactly("pass", "guard", "pass", "replace");
    assertThat(
            words(
                "BEGIN ISOLATION LEVEL SERIALIZABLE; CREATE INDEX j ON big (b)",
                TransactionContext.AUTOCOMMIT))
        .containsExactly("pass", "refuse");
    assertThat(words("SAVEPOINT s; CREATE INDEX j ON big (b)", NOTHING))
        .containsExactly("pass", "refuse");
  }

  @Test
  void longWorkBehindAStrongLockIsRefused() {
    var script =
        "ALTER TABLE big ADD CHECK (a > 0) NOT VALID; ALTER TABLE big VALIDATE CONSTRAINT"
            + " big_a_check";
    assertThat(words(script, NOTHING)).containsExactly("guard", "refuse");
    assertThat(words("ALTER TABLE big ADD COLUMN c int; UPDATE big SET c = 1", NOTHING))
        .containsExactly("guard", "refuse");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERROR", "WARNING", "OFF"})
  void aRuleThatIsOffMakesNoStatementRefusedThatItsStepsCure(Severity severity) {
    var policy = policy(Mode.ENFORCE, Map.of("long-work-after-lock", severity));
    var script = Script.parse("ALTER TABLE big ADD COLUMN c int; CREATE INDEX i ON big (a)");
    var verdicts = new Planner(policy).decideAll(script, catalog, NOTHING.withEarlyCommit(true));
    assertThat(verdicts.get(1).decision().word()).isEqualTo("replace");
  }

  @Test
  void whatTheStepsCureIsNotSaidOfThem() {
    var script =
        Script.parse(
            "ALTER TABLE small ADD COLUMN c int; ALTER TABLE big ADD FOREIGN KEY (a) REFERENCES"
                + " small, DROP COLUMN b");
    var policy = policy(Mode.ENFORCE, Map.of(), "small");
    var verdicts = new Planner(policy).decideAll(script, catalog, NOTHING.withEarlyCommit(true));
    var decision = (Decision.Replace) verdicts.get(1).decision();
    assertThat(decision.reasons())
        .extracting(finding -> finding.rule().id())
        .containsExactly("add-foreign-key");
    assertThat(decision.remaining())
        .as("several-tables-locked and long-work-after-lock ended with the transaction")
        .extracting(finding -> finding.rule().id())
        .containsExactly("foreign-key-types", "drop-column");
    var inTransaction = new Planner(policy).decideAll(script, catalog, NOTHING);
    assertThat(ids(inTransaction.get(1).decision()))
        .contains("several-tables-locked", "long-work-after-lock");
  }
}
