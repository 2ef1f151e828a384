package io.safeddl.check.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.check.source.Region;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.trace.Agreement;
import io.safeddl.check.trace.Compared;
import io.safeddl.check.trace.Trace;
import io.safeddl.check.trace.TracedStatement;
import io.safeddl.check.trace.TracedStatement.Outcome;
import io.safeddl.observe.Difference.Aspect;
import io.safeddl.sql.Span;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people read of a trace. */
class TraceTextTest {
  private static TracedStatement statement(int number, String sql, Compared... rows) {
    var file = new SourceFile("db/V" + number + "__a.sql", sql);
    return new TracedStatement(
        number,
        "1",
        Region.of(file, new Span(0, sql.length())),
        sql,
        "ALTER TABLE",
        Outcome.RAN,
        "",
        false,
        0,
        1_234,
        2_000,
        List.of(rows),
        List.of(),
        List.of());
  }

  /** The report with a trace in which a statement did more than was predicted. */
  static Report wrong() {
    var trace =
        new Trace(
            "PostgreSQL 18.4",
            List.of(
                statement(1, "CREATE TABLE a (b int)"),
                statement(
                    2,
                    "ALTER TABLE a\n  ADD c int",
                    new Compared(Aspect.LOCK, "public.a", "SHARE", "SHARE", Agreement.AGREES),
                    new Compared(
                        Aspect.REWRITE, "public.a", "", "rewritten", Agreement.MORE_HAPPENED))),
            List.of(),
            "");
    return Samples.of("clean.sql", "SELECT 1;").with(trace);
  }

  private static String text(boolean brief) {
    var report = wrong();
    assertThat(report.fails()).isTrue();
    var place = new Place(false, 100, brief, Path.of("").toAbsolutePath());
    return Samples.text(Format.text.output(place), report);
  }

  @Test
  void aTableForEachStatementAndHowToReportAMistake() {
    assertThat(text(false))
        .isEqualTo(
            """
            Trace on PostgreSQL 18.4

            db/V1__a.sql:1: CREATE TABLE a (b int)  1.2 ms

            db/V2__a.sql:1: ALTER TABLE a ADD c int  1.2 ms
                                 predicted  seen
              lock     public.a  SHARE      SHARE      agrees
              rewrite  public.a  -          rewritten  predicted less

            A prediction that says less than the server does is a mistake of SafeDDL. Please report it with the
            statement, the definition of its tables, and the server's version.

            Nothing found in 1 file. The only statement was read. Traced on PostgreSQL 18.4: 2 statements ran, 1 did more than predicted.
            """);
  }

  @Test
  void brieflyOnlyWhatWentWrong() {
    assertThat(text(true)).doesNotContain("V1__a.sql").contains("V2__a.sql", "predicted less");
  }
}
