package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        " /* hint */ SELECT a, 'it''s', \"b;\" FROM t -- x\n WHERE a = ? FOR UPDATE ;",
        "select f(x), t.into from t where a ?| b and c = $1",
        "INSERT INTO t (a, b) VALUES (?, ?), (1, 'x') ON CONFLICT (a) DO UPDATE SET b = 'y' RETURNING a",
        "insert into t default values",
        "UPDATE t SET a = ?, b = (b + 1) WHERE id = ?",
        "update only s.t as x set a = 1 where x.\"Id\" = 5 and b > 2",
        "delete from t where id = 'x'",
        "delete from t where b > 2 and id = $1 returning a;",
        "update t set a = t.as where id = 1",
        "delete from t as as where id = 1"
      })
  void passesOrdinaryData(String sql) {
    assertThat(FastPath.passes(sql)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "select 1; drop table t",
        "select 1;;",
        "select * into x from t",
        "select\u00e9 1",
        "\u017felect 1",
        "explain analyze delete from t",
        "explain select 1",
        "with x as (delete from t returning *) select * from x",
        "values (1)",
        "call p()",
        "insert into t select * from u",
        "insert into t values (1) union select 2",
        "insert into t table u",
        "insert into t (select 1)",
        "update t set a = 1",
        "delete from t",
        "delete from t where true",
        "update t set a = t.where and id = 5",
        "delete from t where id = id",
        "delete from t where id = 1 or true",
        "delete from t where not id = 1 and id = 2",
        "delete from t where a between 1 and id = 5",
        "delete from t where id = 1 = false",
        "delete from t where id = 1 is null",
        "update t set a = 1 from u where id = 5",
        "delete from t using u where id = 5",
        "update t set a = (select 1 where id = 5)",
        "select '\\'; drop table t; --'",
        "select e'x'",
        "select u&'x'",
        "select $$;$$",
        "select 1 /* x",
        "select 1 /*/'*/ --'; drop table t",
        "select 1 as \u00a0$$ -- $$; drop table t",
        "select 1 -- ;",
        "select a .. into t",
        "select 'x",
        "select \"x",
        "select (1",
        "select 1)",
        "select {fn now()}",
        "select a\0b",
        "drop table t",
        "/*/ select 1",
        "select 1 \\",
        "begin",
        "set x = 1",
        "{call f()}",
        "delete from t where id = case when a and id = 5 then 1 end"
      })
  void leavesAllElseToTheReader(String sql) {
    assertThat(FastPath.passes(sql)).isFalse();
  }

  @Provide
  Arbitrary<String> nearlyData() {
    Arbitrary<String> head =
        Arbitraries.of(
            "select a ", "insert into t values (1) ", "update t set a = 1 ", "delete from t ");
    Arbitrary<String> tail =
        Arbitraries.of(
                "where ",
                "id = 1 ",
                "and ",
                "or ",
                "( ",
                ") ",
                "; ",
                "into ",
                "x ",
                "from t ",
                "t.",
                "where",
                "'a' ",
                "-- c\n",
                "/* c */ ",
                "= ? ",
                "as ",
                "not ",
                "select 1 ",
                "union ",
                "returning a ",
                "$1 ",
                "between 1 ",
                "\"w\" ",
                "drop table t ",
                "is null ",
                ", ",
                "* ")
            .list()
            .ofMaxSize(8)
            .map(parts -> String.join("", parts));
    return net.jqwik.api.Combinators.combine(head, tail).as((h, t) -> h + t);
  }

  @Property(tries = 20000)
  void agreesWithTheReader(@ForAll("nearlyData") String sql) {
    LexerPropertiesTest.passesOnlyWhatIsHarmless(sql);
  }
}
