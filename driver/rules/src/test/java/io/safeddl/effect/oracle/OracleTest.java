package io.safeddl.effect.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.effect.Effects;
import io.safeddl.observe.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every prediction against real servers. {@code -Dsafeddl.oracle.majors=15,16} chooses the
 * versions; the oldest and the newest are the default.
 */
class OracleTest {
  private static final List<String> FILES =
      List.of("columns", "constraints", "indexes", "partitions", "objects", "storage", "types");

  private static final Path SUMMARY = Path.of("target", "oracle", "summary.json");

  @Test
  void predictionsAgreeWithTheServers() throws IOException {
    List<OracleCase> cases = new ArrayList<>();
    FILES.forEach(file -> cases.addAll(CaseFile.read(file)));
    cases.addAll(GeneratedCases.all());
    cases.addAll(RuleExamples.all());
    var pairs =
        majors().stream()
            .map(
                major ->
                    CompletableFuture.supplyAsync(
                        () -> run(major, cases), thread -> new Thread(thread).start()))
            .toList()
            .stream()
            .flatMap(running -> running.join().stream())
            .toList();
    var report = new Report(majors(), pairs);
    Files.createDirectories(SUMMARY.getParent());
    Files.writeString(SUMMARY, report.json());
    Files.writeString(SUMMARY.resolveSibling("differences.txt"), report.text());
    assertThat(report.mistakenCases()).as("cases that do not do what their list says").isEmpty();
    assertThat(report.falseSafe()).as("more happened than was predicted").isEmpty();
    assertThat(report.unexplained()).as("less happened than was predicted").isEmpty();
    assertThat(report.idleExplanations()).as("known differences that are none").isEmpty();
  }

  private static List<Pair> run(int major, List<OracleCase> cases) {
    try (var oracle = new Oracle(major, Prediction::of)) {
      return oracle.run(cases);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Without this the test above might pass because it sees nothing. */
  @Test
  void wrongPredictionsAreNoticed() throws SQLException {
    var setup = "CREATE TABLE t (a int, b int); INSERT INTO t VALUES (1, 1);";
    try (var blind =
        new Oracle(
            majors().get(0),
            (sql, catalog) ->
                new Prediction(Prediction.of(sql, catalog).statement(), Effects.NONE))) {
      var pairs =
          blind.run(
              Stream.of(
                      "ALTER TABLE t ADD c int",
                      "ALTER TABLE t ALTER a TYPE bigint",
                      "ALTER TABLE t ALTER a SET NOT NULL",
                      "CREATE INDEX ON t (a)",
                      "CREATE INDEX CONCURRENTLY ON t (a)",
                      "VACUUM FULL t",
                      "TRUNCATE t")
                  .map(sql -> one(setup, sql))
                  .toList());
      assertThat(pairs)
          .allSatisfy(p -> assertThat(p.differences(Difference.Kind.FALSE_SAFE)).isNotEmpty());
    }
  }

  private static OracleCase one(String setup, String sql) {
    return new OracleCase("wrong", setup, List.of(), sql, 0, 99, OracleCase.Outcome.RUNS);
  }

  private static List<Integer> majors() {
    return Stream.of(System.getProperty("safeddl.oracle.majors", "14,18").split(",", -1))
        .map(Integer::valueOf)
        .toList();
  }
}
