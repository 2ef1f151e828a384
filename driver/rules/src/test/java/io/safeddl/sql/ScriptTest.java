package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
  private static List<String> split(String text) {
    return Script.parse(text).statements().stream().map(SourceStatement::text).toList();
  }

  @Test
  void cutsAtSemicolonsThatAreNotInsideOfSomething() {
    assertThat(split("a;b ; c")).containsExactly("a", "b", "c");
    assertThat(split(";; a ;;")).containsExactly("a");
    assertThat(split("a 'x;y' ; b \"x;y\"")).containsExactly("a 'x;y'", "b \"x;y\"");
    assertThat(split("a $$;$$; b $q$;$$;$q$")).containsExactly("a $$;$$", "b $q$;$$;$q$");
    assertThat(split("a -- x;y\n;b /* ; /* ; */ ; */;c")).containsExactly("a", "b", "c");
    assertThat(split("create rule r as on insert to t do (a; b); c"))
        .containsExactly("create rule r as on insert to t do (a; b)", "c");
    assertThat(split("")).isEmpty();
    assertThat(split(" \n\t ")).isEmpty();
  }

  @Test
  void keepsTheBodyOfARoutineWhole() {
    String routine =
        "create or replace function f() returns int begin atomic"
            + " select case when true then 1 end; select 1 as end; select 1 end; end";
    assertThat(split(routine + "; drop table t")).containsExactly(routine, "drop table t");
    assertThat(split("create procedure p() begin atomic end; a"))
        .containsExactly("create procedure p() begin atomic end", "a");
    assertThat(split("create procedure p(a int default (1)) begin atomic ; ; end; a")).hasSize(2);
  }

  @Test
  void takesNothingElseForABody() {
    assertThat(split("begin; atomic; a; end")).hasSize(4);
    assertThat(split("create table begin (atomic int); drop table t")).hasSize(2);
    assertThat(split("create table x as select begin atomic; drop table t")).hasSize(2);
    assertThat(split("do 'begin atomic'; a; end")).hasSize(3);
    assertThat(split("create function f() as 'begin atomic'; drop table t; end")).hasSize(3);
  }

  @Test
  void followsStandardConformingStrings() {
    String text = "select 'a\\'; drop table t; --'";
    assertThat(split(text)).containsExactly("select 'a\\'", "drop table t", "--'");
    assertThat(Script.parse(text, false).statements()).hasSize(1);
    assertThat(split("select e'a\\'; drop table t; --'")).hasSize(1);
    assertThat(split("select e'a'\n'\\'; drop table t; --'")).hasSize(1);
    assertThat(split("select u&'\\'; drop table t")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 'a; drop table t",
        "select \"a; drop table t",
        "select $$a; drop table t",
        "select /* a; drop table t",
        "select /*/ ; drop table t */ /* x",
        "select a\0; drop table t",
        "select '\ud800'; drop table t",
        "select e'a\\'; drop table t"
      })
  void whatIsNotClosedSwallowsTheRestAndIsNotRead(String text) {
    assertThat(split(text)).hasSize(1);
    assertThat(Sql.read(text)).isInstanceOf(io.safeddl.sql.tree.Statement.Unrecognized.class);
  }

  @Test
  void givesEveryCommentToItsStatement() {
    Script script = Script.parse("/* 1 */ a /* 2 */; -- 3\n b -- 4\n; -- 5");
    assertThat(script.statements())
        .extracting(s -> s.comments().stream().map(SourceStatement.Comment::text).toList())
        .containsExactly(List.of("/* 1 */", "/* 2 */"), List.of("-- 3", "-- 4"), List.of("-- 5"));
    assertThat(script.statements())
        .extracting(SourceStatement::text)
        .containsExactly("a", "b", "-- 5");
    assertThat(script.statements().get(2).tokens()).isEmpty();
  }
}
