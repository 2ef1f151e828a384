package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.sql.tree.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DDL that hides from a careless reader, and what only looks like DDL. */
class HiddenDdlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP/**/TABLE/* x */t",
        "drop--\ntable--;\nt",
        "/* select 1; */ drop table t",
        "/* /* */ select 1 */ drop table \"t\"",
        "drop table u&\"\\0074\"",
        "drop table U&\"!0074\" UESCAPE '!'",
        "drop table u&\"!0074\" /* x */ uescape -- y\n '!'",
        "DROP\tTABLE\fIF\rEXISTS\nT",
        "DrOp TaBlE t"
      })
  void findsTheTable(String sql) {
    Statement.Drop drop = Sql.read(sql, Statement.Drop.class);
    assertThat(drop.names()).containsExactly(QualifiedName.of("t"));
    assertThat(FastPath.passes(sql)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"drop\" table t",
        "drop \"table\" t",
        "drop\u00a0table t",
        "\ufeffdrop table t",
        "\uff44rop table t",
        "u&\"\\0064rop\" table t",
        "drop table 't'",
        "drop table u&\"\\00\"",
        "drop table u&\"\\0000\"",
        "{oj drop table t}",
        "drop table t}",
        "exec drop table t",
        "select 1) ; drop table t; select (1"
      })
  void doesNotPassWhatNoServerTakes(String sql) {
    assertThat(Script.parse(sql).statements())
        .anySatisfy(
            source ->
                assertThat(StatementReader.read(source))
                    .isInstanceOf(Statement.Unrecognized.class));
    assertThat(FastPath.passes(sql)).isFalse();
  }

  @Test
  void seesEveryStatementOfALine() {
    assertThat(Script.parse("SELECT 1; DROP TABLE t").statements())
        .extracting(source -> StatementReader.read(source).tag())
        .containsExactly("SELECT", "DROP TABLE");
    assertThat(Sql.read("select ';drop table t'").tag()).isEqualTo("SELECT");
    assertThat(Sql.read("{? = call f(?, 1)}").tag()).isEqualTo("CALL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "with a as (delete from t returning *) select * from a | t | false",
        "with a as (select 1), b as not materialized (update s.u set x = 1 where y = 2 returning 1) table b | s.u | true",
        "with a as (with c as (select 1) delete from t where a = 1 returning 1) select 1 | t | true"
      })
  void seesWhatAQueryChanges(String sql, String target, boolean hasWhere) {
    Statement.Data data = Sql.read(sql, Statement.Data.class);
    assertThat(data.tag()).isEqualTo("SELECT");
    assertThat(data.target()).hasToString(target);
    assertThat(data.hasWhere()).isEqualTo(hasWhere);
    assertThat(data.writes()).hasSize(1);
    assertThat(data.text().text()).isEqualTo(sql);
  }

  @Test
  void seesWhatOtherStatementsHold() {
    assertThat(Sql.read("copy (delete from t returning 1) to stdout", Statement.Copy.class).query())
        .isInstanceOf(Statement.Data.class);
    Statement.Explain explain =
        Sql.read("explain (analyze, costs off) delete from t", Statement.Explain.class);
    assertThat(explain.analyze()).isTrue();
    assertThat(explain.inner().tag()).isEqualTo("DELETE");
    assertThat(Sql.read("explain (analyze off) select 1", Statement.Explain.class).analyze())
        .isFalse();
    assertThat(Sql.read("prepare p (int) as delete from t", Statement.Prepare.class).inner().tag())
        .isEqualTo("DELETE");
    assertThat(
            Sql.read(
                    "create schema s create table t (a int) create unique index i on t (a)",
                    Statement.CreateSchema.class)
                .elements())
        .extracting(Statement::tag)
        .isEqualTo(List.of("CREATE TABLE", "CREATE INDEX"));
    Statement.CreateTableAs into =
        Sql.read("select 1 as into, a into temp x from t", Statement.CreateTableAs.class);
    assertThat(into.selectInto() && into.temporary()).isTrue();
    assertThat(into.name()).hasToString("x");
    assertThat(Sql.read("select insert into x from t", Statement.CreateTableAs.class).name())
        .hasToString("x");
  }

  @Test
  void aBackslashWhoseMeaningIsNotKnownIsNotRead() {
    String body = "DO $$ BEGIN PERFORM '\\'; DROP TABLE t; --'; END $$";
    assertThat(statements(body, true)).allMatch(Statement.DoBlock.class::isInstance);
    assertThat(statements(body, false)).anyMatch(Statement.Unrecognized.class::isInstance);
    assertThat(statements("SET standard_conforming_strings = off; " + body, true))
        .anyMatch(Statement.Unrecognized.class::isInstance);
    assertThat(statements("SET standard_conforming_strings = on; " + body, true))
        .noneMatch(Statement.Unrecognized.class::isInstance);
    String inside = "BEGIN SET standard_conforming_strings TO off; EXECUTE 'select ''\\'''; END";
    assertThat(statements("DO $$ " + inside + " $$", true))
        .anyMatch(Statement.Unrecognized.class::isInstance);
  }

  private static List<Statement> statements(String text, boolean standard) {
    return Script.parse(text, standard).statements().stream().map(StatementReader::read).toList();
  }
}
