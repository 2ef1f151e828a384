package io.safeddl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.effect.TransactionContext;
import io.safeddl.rule.Release;
import io.safeddl.rule.Surroundings;
import io.safeddl.sql.Script;
import io.safeddl.sql.tree.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of statement is judged, by the driver's rules and in a review, and none is unread. */
class ManualExamplesTest {
  /** What the manual has no example for that could be run as it stands there. */
  private static final String MORE =
      """
      ALTER SCHEMA shop RENAME TO store;
      ALTER SCHEMA shop OWNER TO keeper;
      CREATE POLICY own ON orders USING (owner = current_user);
      CREATE MATERIALIZED VIEW totals AS SELECT sum(amount) FROM orders;
      REASSIGN OWNED BY doctor TO keeper;
      CALL tidy(1);
      ALTER TABLE ALL IN TABLESPACE slow SET TABLESPACE quick;
      ;-- nothing but this
      """;

  private static String examples() throws IOException {
    try (var in = ManualExamplesTest.class.getResourceAsStream("manual.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void everyKindOfStatementIsJudged(int major) throws IOException {
    var empty = SchemaModel.empty(major * 10_000);
    var planner = new Planner(Policy.DEFAULT);
    var script = Script.parse(examples() + MORE);
    var reviewed =
        planner.review(
            script, empty, Review.Runs.ONE_BY_ONE, Surroundings.of(Release.startingFrom(empty)));
    var decided = planner.decideAll(script, empty, TransactionContext.AUTOCOMMIT);
    for (var verdicts : List.of(reviewed.verdicts(), decided)) {
      assertThat(verdicts).hasSameSizeAs(script.statements()).hasSizeGreaterThan(450);
      assertThat(verdicts)
          .extracting(Verdict::statement)
          .doesNotHaveAnyElementsOfTypes(Statement.Unrecognized.class);
    }
    assertThat(kinds(decided)).containsAll(allKinds());
  }

  private static Set<String> kinds(List<Verdict> verdicts) {
    return verdicts.stream()
        .map(verdict -> verdict.statement().getClass().getSimpleName())
        .collect(Collectors.toSet());
  }

  /** All that a text can say; the body of a called procedure is no statement of any text. */
  private static Set<String> allKinds() {
    return Stream.of(Statement.class.getPermittedSubclasses())
        .flatMap(
            kind -> kind.isInterface() ? Stream.of(kind.getPermittedSubclasses()) : Stream.of(kind))
        .map(Class::getSimpleName)
        .filter(kind -> !Set.of("Unrecognized", "Confined").contains(kind))
        .collect(Collectors.toSet());
  }
}
