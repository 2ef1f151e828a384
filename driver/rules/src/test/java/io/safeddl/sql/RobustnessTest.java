package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.sql.tree.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that need time or stack that grows faster than they do, in a reader less careful. */
@Timeout(30)
class RobustnessTest {
  static Stream<Arguments> texts() {
    int n = 200_000;
    return Stream.of(
        text("signs", "select " + "+-".repeat(n), Statement.Data.class),
        text("parentheses", "select " + "(".repeat(n) + "1" + ")".repeat(n), Statement.Data.class),
        text(
            "parentheses in DDL",
            "alter table t add check (" + "(".repeat(n) + "1" + ")".repeat(n) + ")",
            Statement.AlterTable.class),
        text("open parentheses", "select " + "(".repeat(n), Statement.Unrecognized.class),
        text(
            "brackets",
            "create table t (a int default a" + "[1]".repeat(n) + ")",
            Statement.CreateTable.class),
        text(
            "array types",
            "create table t (a int" + "[]".repeat(n) + ")",
            Statement.CreateTable.class),
        text(
            "open brackets",
            "alter table t alter a set default " + "[".repeat(n),
            Statement.Unrecognized.class),
        text(
            "defaults",
            "create table t (a int " + "default 1 ".repeat(n) + ")",
            Statement.CreateTable.class),
        text(
            "cases",
            "create table t (a int default " + "case ".repeat(n) + "end ".repeat(n) + ")",
            Statement.CreateTable.class),
        text(
            "casts",
            "create table t (a int default 1" + "::int".repeat(n) + ")",
            Statement.CreateTable.class),
        text("continued strings", "select " + "'a'\n".repeat(n), Statement.Data.class),
        text("strings, comments", "select " + "'a' --\n".repeat(n), Statement.Data.class),
        text(
            "strings, spaces",
            "select " + ("'a'" + " ".repeat(100) + ",").repeat(n / 100),
            Statement.Data.class),
        text("dollars", "select " + "$a".repeat(n), Statement.Data.class),
        text(
            "long tags",
            ("select $" + "a".repeat(1000) + " ").repeat(n / 1000),
            Statement.Unrecognized.class),
        text("comments", "select 1 " + "\n--x".repeat(n), Statement.Data.class),
        text(
            "nested comments", "/*".repeat(n) + "*/".repeat(n) + " select 1", Statement.Data.class),
        text("open comments", "select 1 " + "/*".repeat(n), Statement.Unrecognized.class),
        text(
            "rows",
            "insert into t values " + "(1,'a'),".repeat(n) + "(1,'a')",
            Statement.Data.class),
        text("names", "drop table a" + ", a".repeat(n), Statement.Drop.class),
        text("dots", "select a" + ".a".repeat(n), Statement.Data.class),
        text(
            "elements",
            "create schema s " + "create table t (a int) ".repeat(n / 10),
            Statement.CreateSchema.class),
        text("schemas", "create schema s ".repeat(n), Statement.Unrecognized.class),
        text("explains", "explain ".repeat(n) + "select 1", Statement.Unrecognized.class),
        text("prepares", "prepare a as ".repeat(n) + "select 1", Statement.Unrecognized.class),
        text(
            "copies",
            "copy (".repeat(n) + "select 1" + ") to stdout".repeat(n),
            Statement.Unrecognized.class),
        text(
            "tables of WITH",
            "with " + "a as (select 1),".repeat(n) + "b as (delete from t) select 1",
            Statement.Data.class),
        text(
            "WITH in WITH",
            "with a as (".repeat(n) + "select 1" + ")".repeat(n) + " select 1",
            Statement.Data.class),
        text(
            "IFs in a block",
            "do $$ begin " + "if a then ".repeat(n) + "$$",
            Statement.DoBlock.class),
        text(
            "blocks",
            "do $$ " + "begin ".repeat(n) + "end; ".repeat(n) + "$$",
            Statement.DoBlock.class),
        text(
            "assignments",
            "do $$ begin a" + ".a".repeat(n) + " := 1; end $$",
            Statement.DoBlock.class));
  }

  private static Arguments text(String name, String text, Class<? extends Statement> expected) {
    return Arguments.of(org.junit.jupiter.api.Named.of(name, text), expected);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsInLinearTimeAndBoundedStack(String text, Class<? extends Statement> expected) {
    FastPath.passes(text);
    List<SourceStatement> statements = Script.parse(text).statements();
    assertThat(statements).hasSize(1);
    assertThat(StatementReader.read(statements.get(0))).isInstanceOf(expected);
  }

  @Test
  void readsTenMegabytes() {
    String text = "insert into t values " + "(1,'abc'),".repeat(1_000_000) + "(1,'x')";
    assertThat(FastPath.passes(text)).isTrue();
    SourceStatement source = Sql.source(text);
    assertThat(StatementReader.read(source)).isInstanceOf(Statement.Data.class);
    assertThat(source.tokens().get(4))
        .isEqualTo(Sql.source("insert into t values (").tokens().get(4));
  }

  @Test
  void cutsManyStatements() {
    assertThat(Script.parse("a;".repeat(500_000)).statements()).hasSize(500_000);
  }
}
