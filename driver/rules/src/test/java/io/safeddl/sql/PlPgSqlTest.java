package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.sql.tree.Embedded;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlPgSqlTest {
  private static List<String> tags(String body) {
    Embedded embedded = PlPgSql.scan(body);
    assertThat(embedded.opaque()).as("%s", embedded.statements()).isFalse();
    return embedded.statements().stream().map(Statement::tag).toList();
  }

  @Test
  void findsStatementsInEveryBlock() {
    String body =
        """
        #variable_conflict use_column
        <<outer>>
        DECLARE
          n constant int := 5; r record; c cursor (x int) for select * from t; v t.a%type default 'x';
        BEGIN
          n := n + 1; r.a = 5; r.b[1] := (select 2);
          IF n > (case when true then 1 else 2 end) THEN
            ALTER TABLE t ADD COLUMN b int;
          ELSIF n = 2 THEN DROP TABLE u; ELSE CREATE INDEX ON t (a); END IF;
          CASE n WHEN 1, 2 THEN TRUNCATE t; ELSE NULL; END CASE;
          CASE WHEN n = 1 THEN LOCK TABLE t; END CASE;
          LOOP EXIT outer WHEN n > 5; CONTINUE; END LOOP;
          <<inner>> WHILE n < 5 LOOP n := n + 1; END LOOP inner;
          FOR i IN REVERSE 10..1 BY 2 LOOP DELETE FROM t; END LOOP;
          FOR r IN SELECT * FROM t WHERE a IN (1) LOOP UPDATE t SET a = 1 WHERE b = 2; END LOOP;
          FOREACH n SLICE 1 IN ARRAY array[1, 2] LOOP INSERT INTO t SELECT * FROM u; END LOOP;
          SELECT a INTO STRICT n FROM t; SELECT * FROM t INTO r;
          INSERT INTO t VALUES (1) RETURNING a INTO n;
          PERFORM f(1); RETURN QUERY SELECT 1; OPEN c (5); FETCH NEXT FROM c INTO r; CLOSE c;
          OPEN c FOR SELECT 1;
          GET DIAGNOSTICS n = ROW_COUNT; RAISE NOTICE 'x %', n USING hint = 'y'; ASSERT n > 0, 'z';
          BEGIN CALL p(); COMMIT; EXCEPTION WHEN unique_violation OR others THEN ROLLBACK; END;
          CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;
          WITH x AS (DELETE FROM t RETURNING a) SELECT count(*) INTO n FROM x;
          RETURN n;
        END outer;
        """;
    assertThat(tags(body))
        .containsExactly(
            "ALTER TABLE",
            "DROP TABLE",
            "CREATE INDEX",
            "TRUNCATE TABLE",
            "LOCK TABLE",
            "DELETE",
            "SELECT",
            "UPDATE",
            "INSERT",
            "SELECT",
            "SELECT",
            "INSERT",
            "SELECT",
            "SELECT",
            "SELECT",
            "CALL",
            "COMMIT",
            "ROLLBACK",
            "CREATE FUNCTION",
            "SELECT");
  }

  @Test
  void readsTheLiteralsOfExecuteAndSurfacesTheRest() {
    Embedded embedded =
        PlPgSql.scan(
            "begin execute 'drop table t; truncate u'; execute ($x$alter table t add a int$x$);"
                + " execute 'drop table ' || n using 1; execute format('drop table %I', n) into r;"
                + " for r in execute 'lock table t' loop null; end loop;"
                + " return query execute e'\\x44rop view v'; end");
    assertThat(embedded.statements())
        .extracting(Statement::tag)
        .containsExactly("DROP TABLE", "TRUNCATE TABLE", "ALTER TABLE", "LOCK TABLE", "DROP VIEW");
    assertThat(embedded.dynamic())
        .containsExactly("'drop table ' || n", "format('drop table %I', n)");
    assertThat(embedded.opaque()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "begin",
        "begin null; end; drop table t",
        "begin 'x; end",
        "nonsense",
        "begin foo bar; end",
        "begin if x then null; end",
        "begin null end",
        "begin for x in loop",
        "end;",
        "begin alter table t frobnicate; end",
        "declare x int",
        "begin execute ; end",
        "begin execute 'frobnicate the table'; end"
      })
  void failsClosed(String body) {
    assertThat(PlPgSql.scan(body).opaque()).isTrue();
  }

  @Test
  void readsDoBlocksAndTheirLanguages() {
    Statement.DoBlock block =
        Sql.read("DO LANGUAGE plpgsql $$ begin drop table t; end $$", Statement.DoBlock.class);
    assertThat(block.body().statements()).extracting(Statement::tag).containsExactly("DROP TABLE");
    assertThat(Sql.read("do 'x' language plperl", Statement.DoBlock.class).body().opaque())
        .isTrue();
  }

  @Test
  void doesNotDescendForEver() {
    String sql = "select 1";
    for (int i = 0; i < 2000; i++) {
      sql = "do $a" + i + "$begin execute $b" + i + "$" + sql + "$b" + i + "$; end$a" + i + "$";
    }
    assertThat(Sql.read(sql)).isInstanceOf(Statement.DoBlock.class);
  }
}
