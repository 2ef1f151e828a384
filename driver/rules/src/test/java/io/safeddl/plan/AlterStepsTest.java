package io.safeddl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.TransactionContext;
import io.safeddl.plan.Step.Kind;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of the steps, their locks and how they are taken back, without a server. */
class AlterStepsTest {
  private static final String TABLES =
      "CREATE TABLE public.p (x int PRIMARY KEY);"
          + "CREATE TABLE public.t (id int PRIMARY KEY, a int, b text)";

  private static Catalog catalog(int major) {
    var model = SchemaModel.empty(major * 10_000);
    for (var source : Script.parse(TABLES).statements()) {
      model = model.after(StatementReader.read(source));
    }
    return model;
  }

  private static List<Step> steps(int major, String sql, Policy policy) {
    var decision =
        new Planner(policy)
            .decide(
                Script.parse(sql).statements().get(0),
                catalog(major),
                TransactionContext.AUTOCOMMIT)
            .decision();
    assertThat(decision).as(sql).isInstanceOf(Decision.Replace.class);
    return ((Decision.Replace) decision).steps();
  }

  private static List<String> texts(int major, String sql) {
    return steps(major, sql, Policy.DEFAULT).stream()
        .map(step -> step.kind() + " " + step.sql())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aForeignKeyIsValidatedApart(int major) {
    var steps = steps(major, "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p", Policy.DEFAULT);
    assertThat(steps.stream().map(Step::sql))
        .containsExactly(
            "SELECT c.a FROM ONLY public.t AS c WHERE (c.a IS NOT NULL) AND NOT EXISTS"
                + " (SELECT FROM ONLY public.p AS p WHERE p.x = c.a) LIMIT 3",
            "ALTER TABLE public.t ADD CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES p NOT VALID",
            "ALTER TABLE public.t VALIDATE CONSTRAINT t_a_fkey");
    assertThat(steps.stream().map(Step::kind))
        .containsExactly(Kind.PRECHECK, Kind.GUARDED, Kind.ONLINE);
    var check = steps.get(0).violation();
    assertThat(check == null ? null : check.sqlState()).isEqualTo("23503");
    assertThat(steps.get(1).locks().stream().map(AlterStepsTest::lock))
        .containsExactlyInAnyOrder("public.t SHARE ROW EXCLUSIVE", "public.p SHARE ROW EXCLUSIVE");
    assertThat(undo(steps.get(1)))
        .isEqualTo("ALTER TABLE IF EXISTS public.t DROP CONSTRAINT IF EXISTS t_a_fkey");
    assertThat(undo(steps.get(2))).isNull();
  }

  private static String lock(Lock lock) {
    return lock.relation() + " " + lock.mode().sql();
  }

  private static @Nullable String undo(Step step) {
    return step.undo();
  }

  @Test
  void withoutPrecheckNothingIsAsked() {
    var d = Policy.DEFAULT;
    var policy =
        new Policy(
            d.mode(),
            d.smallTable(),
            Set.of("*"),
            d.assumeSmall(),
            Map.of(),
            d.dataRules(),
            d.maxRows(),
            d.lockTimeout(),
            d.lockWait(),
            d.maxLockHold(),
            d.maxTransactionHold(),
            false);
    assertThat(steps(17, "ALTER TABLE t ADD CHECK (a > 0)", policy).stream().map(Step::kind))
        .containsExactly(Kind.GUARDED, Kind.ONLINE);
  }

  @Test
  void notNullIsProvenByACheckBefore18() {
    assertThat(texts(17, "ALTER TABLE t ALTER a SET NOT NULL, ALTER b SET DEFAULT 'x'"))
        .containsExactly(
            "PRECHECK SELECT id FROM public.t WHERE a IS NULL LIMIT 3",
            "GUARDED ALTER TABLE public.t ADD CONSTRAINT t_a_not_null CHECK (a IS NOT NULL) NOT"
                + " VALID",
            "ONLINE ALTER TABLE public.t VALIDATE CONSTRAINT t_a_not_null",
            "GUARDED ALTER TABLE public.t ALTER a SET NOT NULL, ALTER b SET DEFAULT 'x';\n"
                + "ALTER TABLE public.t DROP CONSTRAINT t_a_not_null");
  }

  @Test
  void notNullIsAConstraintOfItsOwnFrom18() {
    assertThat(texts(18, "ALTER TABLE t ALTER a SET NOT NULL"))
        .containsExactly(
            "PRECHECK SELECT id FROM public.t WHERE a IS NULL LIMIT 3",
            "GUARDED ALTER TABLE public.t ADD CONSTRAINT t_a_not_null NOT NULL a NOT VALID",
            "ONLINE ALTER TABLE public.t VALIDATE CONSTRAINT t_a_not_null");
  }

  @Test
  void aKeyTakesOverAConcurrentIndex() {
    var steps = steps(16, "ALTER TABLE t ADD UNIQUE (a, b) DEFERRABLE", Policy.DEFAULT);
    assertThat(steps.stream().map(Step::sql))
        .containsExactly(
            "CREATE UNIQUE INDEX CONCURRENTLY t_a_b_key ON public.t (a, b)",
            "ALTER TABLE public.t ADD CONSTRAINT t_a_b_key UNIQUE USING INDEX t_a_b_key"
                + " DEFERRABLE");
    assertThat(undo(steps.get(0))).isEqualTo("DROP INDEX CONCURRENTLY IF EXISTS public.t_a_b_key");
  }

  @Test
  void whatCannotBeTakenBackComesLast() {
    assertThat(
            texts(
                14,
                "ALTER TABLE t DROP COLUMN b, ADD COLUMN c int CHECK (c > 0), DROP CONSTRAINT"
                    + " t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY (a)"))
        .containsExactly(
            "PRECHECK SELECT id FROM public.t WHERE a IS NULL LIMIT 3",
            "GUARDED ALTER TABLE public.t ADD COLUMN c int, ADD CONSTRAINT t_c_check CHECK (c > 0)"
                + " NOT VALID, ADD CONSTRAINT t_a_not_null CHECK (a IS NOT NULL) NOT VALID",
            "ONLINE ALTER TABLE public.t VALIDATE CONSTRAINT t_c_check",
            "ONLINE ALTER TABLE public.t VALIDATE CONSTRAINT t_a_not_null",
            "ONLINE CREATE UNIQUE INDEX CONCURRENTLY t_new ON public.t (a)",
            "GUARDED ALTER TABLE public.t DROP COLUMN b, DROP CONSTRAINT t_pkey, ADD CONSTRAINT"
                + " t_pkey PRIMARY KEY USING INDEX t_new;\n"
                + "ALTER TABLE public.t DROP CONSTRAINT t_a_not_null");
  }
}
