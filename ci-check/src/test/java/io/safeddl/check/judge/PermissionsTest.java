package io.safeddl.check.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.check.output.Samples;
import io.safeddl.check.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Permissions that permit nothing are said, those that permit something are not. */
class PermissionsTest {
  private static List<String> judge(String sql) {
    return Samples.judge(new SourceFile("a.sql", sql)).findings().stream()
        .map(
            found ->
                "%s:%d %s"
                    .formatted(
                        found.finding().severity(),
                        found.region().start().line(),
                        found.finding().rule().id()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/* safeddl:allow drop-table: unused since May */ DROP TABLE t;",
        "-- safeddl:allow drop-table: unused since May\nDROP TABLE t;",
        "DROP TABLE t -- safeddl:allow drop-table: unused since May\n;",
        "SELECT 1; /* safeddl:allow drop-table: unused */ DROP TABLE t;",
        "SELECT 1;\n-- safeddl:allow drop-table: unused\nDROP TABLE t;",
        "SET LOCAL safeddl.allow = 'drop-table: unused since May'; DROP TABLE t;",
        "SET LOCAL safeddl.allow = 'drop-table: unused'; -- hm\n\n DROP TABLE t;",
        "BEGIN; SET LOCAL safeddl.allow = 'drop-table: unused'; DROP TABLE t; COMMIT;",
        "-- safeddl:allow idle-transaction-timeout: not looked for unless it is asked for\n"
            + "SELECT 1;",
        "/* safeddl:allow many-rows-written: at night */ UPDATE t SET a = 1 WHERE b > 1;",
        "-- about safeddl:allow drop-table: what it does\nSELECT 1;",
      })
  void whatPermitsSomethingIsSilent(String sql) {
    assertThat(judge(sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/* safeddl:allow drop-table: unused since May */ SELECT 1;",
        "/* safeddl:allow drop-tabel: unused since May */ SELECT 1;",
        "/* safeddl:allow drop-table */ SELECT 1;",
        "SET LOCAL safeddl.allow = 'drop-table: unused'; SELECT 1; SELECT 2;",
        "SET LOCAL safeddl.allow = 'drop-table: unused'; ",
        "SET LOCAL safeddl.allow = 'drop-table'; SELECT 1;",
        "-- safeddl:allow drop-table: the end of the file",
      })
  void whatPermitsNothingIsAWarning(String sql) {
    assertThat(judge(sql)).containsExactly("WARNING:1 useless-allow");
  }

  @Test
  void oneOfSeveralMayBeInVain() {
    assertThat(judge("/* safeddl:allow drop-table, table-rewrite: unused */ DROP TABLE t;"))
        .containsExactly("WARNING:1 useless-allow");
  }

  @Test
  void behindTheSemicolonItBelongsToTheNextStatement() {
    assertThat(judge("DROP TABLE t; -- safeddl:allow drop-table: unused since May\nSELECT 1;"))
        .containsExactly("WARNING:1 drop-table", "ERROR:1 useless-allow");
    assertThat(judge("DROP TABLE t; /* safeddl:allow drop-table: unused */"))
        .containsExactly("WARNING:1 drop-table", "ERROR:1 useless-allow");
    assertThat(judge("DROP TABLE t; -- safeddl:allow drop-table: unused\r\nDROP TABLE u;\r\n"))
        .as("it works, but for the wrong one")
        .containsExactly("WARNING:1 drop-table", "ERROR:1 useless-allow");
  }
}
