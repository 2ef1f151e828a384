package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.sql.tree.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowCommentsTest {
  @Test
  void readsBothStylesBeforeAndInside() {
    SourceStatement source =
        Sql.source(
            "/* safeddl:allow table-rewrite, long-scan : 40 rows: fine */ -- other\n"
                + "alter table t -- safeddl:allow drop-column: unused\n drop a");
    assertThat(AllowComments.of(source))
        .extracting(AllowComment::ruleId)
        .containsExactly("table-rewrite", "long-scan", "drop-column");
    assertThat(AllowComments.of(source))
        .extracting(AllowComment::reason)
        .containsExactly("40 rows: fine", "40 rows: fine", "unused");
    assertThat(AllowComments.problems(source)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/* safeddl:allow */", "/* safeddl:allow table-rewrite */",
            "/* safeddl:allow table-rewrite: */",
        "-- safeddl:allow : why", "/* safeddl:allow a,,b: why */", "/* safeddl:allow Table: why */"
      })
  void permitsNothingByHalf(String comment) {
    SourceStatement source = Sql.source(comment + "\ndrop table t");
    assertThat(AllowComments.of(source)).isEmpty();
    assertThat(AllowComments.problems(source)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/* see safeddl:allow table-rewrite: x */",
        "/* safeddl:allowed a: x */",
        "select '/* safeddl:allow a: x */' --"
      })
  void takesNothingElseForAPermission(String text) {
    SourceStatement source = Sql.source(text + "\nselect 1");
    assertThat(AllowComments.of(source)).isEmpty();
    assertThat(AllowComments.problems(source)).isEmpty();
  }

  @Test
  void aCommentBehindTheSemicolonIsTheNextStatements() {
    Script script = Script.parse("drop table t; -- safeddl:allow drop-table: x\nselect 1");
    assertThat(AllowComments.of(script.statements().get(0))).isEmpty();
    assertThat(AllowComments.of(script.statements().get(1))).hasSize(1);
  }

  @Test
  void readsTheParameter() {
    Statement.SetParameter set =
        Sql.read("SET LOCAL safeddl.allow = 'a, b-c: it''s fine'", Statement.SetParameter.class);
    assertThat(set.local()).isTrue();
    assertThat(AllowComments.of(set)).extracting(AllowComment::ruleId).containsExactly("a", "b-c");
    assertThat(AllowComments.of(set)).extracting(AllowComment::reason).contains("it's fine");
    for (String other :
        new String[] {
          "set work_mem = 'a: b'",
          "set safeddl.allow = default",
          "set safeddl.allow = 'a'",
          "set safeddl.allow = 'a: b', 'c: d'",
          "reset safeddl.allow"
        }) {
      assertThat(AllowComments.of(Sql.read(other, Statement.SetParameter.class))).isEmpty();
    }
  }
}
