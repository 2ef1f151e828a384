package io.safeddl.check.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.check.judge.Judge;
import io.safeddl.check.migration.LayoutName;
import io.safeddl.check.migration.Migration;
import io.safeddl.check.migration.Migrations;
import io.safeddl.check.source.SourceFile;
import io.safeddl.effect.Effects;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Verdict;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trace notices where a prediction is wrong, and runs what older migrations have built. */
class TracerTest {
  private static final String SETUP =
      "CREATE TABLE t (a int, b int); INSERT INTO t VALUES (1, 1); CREATE TABLE u (c int);";

  private static Verdict harmless(Verdict it) {
    return new Verdict(it.source(), it.statement(), Effects.NONE, it.decision());
  }

  private static Trace trace(int major, String sql, UnaryOperator<Verdict> change)
      throws IOException {
    var server = TestPostgres.server(major);
    var environment = Map.of("PGUSER", server.user(), "PGPASSWORD", server.password());
    try (var scratch = ScratchDatabase.at(server.url("postgres"), environment)) {
      var migrations = migrations(sql);
      var predictions = new Predictions();
      new Judge(Policy.DEFAULT, scratch.major())
          .judge(
              migrations,
              it -> predictions.add(it.migration(), it.verdicts().stream().map(change).toList()));
      return new Tracer(scratch, predictions).trace(migrations, null, null);
    }
  }

  /** The first file has been rolled out. */
  private static Migrations migrations(String sql) throws IOException {
    var files = List.of(new SourceFile("a.sql", SETUP), new SourceFile("b.sql", sql));
    var read = LayoutName.plain.layout().read(files);
    List<Migration> ordered = new ArrayList<>(read.ordered());
    ordered.set(0, ordered.get(0).rolledOut());
    return new Migrations(read.files(), ordered, read.notes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t ADD c int",
        "ALTER TABLE t ALTER a TYPE bigint",
        "ALTER TABLE t ALTER a SET NOT NULL",
        "CREATE INDEX ON t (a)",
        "CREATE INDEX CONCURRENTLY ON t (a)",
        "VACUUM FULL t",
        "BEGIN; ALTER TABLE u ADD d int; ALTER TABLE t ADD c int; COMMIT"
      })
  void aPredictionThatSaysTooLittleFails(String sql) throws IOException {
    var right = trace(14, sql, it -> it);
    assertThat(right.fails()).as(right.toString()).isFalse();
    assertThat(right.count(Agreement.MORE_HAPPENED)).isZero();
    var wrong = trace(14, sql, TracerTest::harmless);
    assertThat(wrong.fails()).as(wrong.toString()).isTrue();
    assertThat(wrong.count(Agreement.MORE_HAPPENED)).isPositive();
    assertThat(wrong.summary()).contains("did more than predicted");
  }

  /** What only its own transaction can see stops nobody, and is not drawn. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void locksOnWhatTheTransactionCreatedAreNotTold(int major) throws IOException {
    var trace =
        trace(
            major,
            "BEGIN; CREATE TABLE w (a int); ALTER TABLE w ADD b int; ALTER TABLE t ADD x int; COMMIT",
            it -> it);
    assertThat(trace.statements()).flatExtracting(TracedStatement::locks).hasSize(1);
  }
}
