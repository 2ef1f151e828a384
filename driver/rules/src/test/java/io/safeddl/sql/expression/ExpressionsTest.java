package io.safeddl.sql.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Volatility;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.sql.QualifiedName;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
  private static final SchemaModel CATALOG = SchemaModel.empty(180004);

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          1                                              ¦ IMMUTABLE
          NULL                                           ¦ IMMUTABLE
          'x'::character varying                         ¦ IMMUTABLE
          'x''y' || E'\\'' || $$z$$                      ¦ IMMUTABLE
          'now'::timestamptz                             ¦ IMMUTABLE
          timestamp with time zone '2020-01-01 UTC'      ¦ IMMUTABLE
          interval '1' day + interval '2 h'              ¦ IMMUTABLE
          numeric(10,2) '1.5'                            ¦ IMMUTABLE
          CAST('1' AS integer)                           ¦ IMMUTABLE
          CAST(lower('a') AS date)                       ¦ STABLE
          '{}'::jsonb                                    ¦ IMMUTABLE
          'happy'::mood                                  ¦ IMMUTABLE
          ARRAY[1, 2]::bigint[]                          ¦ IMMUTABLE
          now()                                          ¦ STABLE
          pg_catalog.now()                               ¦ STABLE
          "now"()                                        ¦ STABLE
          CURRENT_TIMESTAMP                              ¦ STABLE
          CURRENT_TIMESTAMP(3)                           ¦ STABLE
          (CURRENT_TIMESTAMP AT TIME ZONE 'utc'::text)   ¦ STABLE
          LOCALTIME                                      ¦ STABLE
          CURRENT_USER                                   ¦ STABLE
          extract(epoch from now())                      ¦ STABLE
          date_trunc('day', now()) + '1 day'::interval   ¦ STABLE
          random()                                       ¦ VOLATILE
          RANDOM ( )                                     ¦ VOLATILE
          coalesce(NULL, random())                       ¦ VOLATILE
          CASE WHEN true THEN 1 ELSE random() END        ¦ VOLATILE
          (((clock_timestamp())))::date                  ¦ VOLATILE
          nextval('s'::regclass)                         ¦ VOLATILE
          gen_random_uuid()                              ¦ VOLATILE
          md5(random()::text)                            ¦ VOLATILE
          upper('a /* random() */ -- x')                ¦ IMMUTABLE
          upper(U&'\\0061')                             ¦ IMMUTABLE
          my_function(1)                                 ¦ UNKNOWN
          public.now()                                   ¦ UNKNOWN
          lower('a')::mood                               ¦ UNKNOWN
          1 OPERATOR(pg_catalog.+) 2                     ¦ IMMUTABLE
          1 OPERATOR(public.+) 2                         ¦ UNKNOWN
          1 <-> 2                                        ¦ IMMUTABLE
          1 ### 2                                        ¦ UNKNOWN
          1 +                                            ¦ UNKNOWN
          1 2                                            ¦ UNKNOWN
          a b                                            ¦ UNKNOWN
          (1                                             ¦ UNKNOWN
          1)                                             ¦ UNKNOWN
          (SELECT 1)                                     ¦ UNKNOWN
          $1                                             ¦ UNKNOWN
          1; SELECT 2                                    ¦ UNKNOWN
          'unclosed                                      ¦ UNKNOWN
          count(*) OVER ()                               ¦ UNKNOWN
          """)
  void volatility(String expression, Volatility expected) {
    assertThat(Expressions.volatility(expression, CATALOG)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a > 0 AND b IS NOT NULL                                     | a b
          t.a = 'b' OR NOT public.t."B_c"                             | a B_c
          a BETWEEN 1 AND 2 AND between > 3                           | a between
          a::text LIKE 'x%' ESCAPE 'q'                                | a
          a IS DISTINCT FROM b                                        | a b
          a = ANY (ARRAY['x'::character varying, 'y']::text[])        | a
          (a).field[1] = 2                                            | a
          a[1:2] = '{}' AND b[:] IS NULL                              | a b
          ((a ->> 'x'::text) IS NOT NULL)                             | a
          data ? 'key'                                                | data
          extract(year from a) > 2000                                 | a
          a AT TIME ZONE 'UTC' > b                                    | a b
          substring(a from 1 for 2) COLLATE "C" = trim(both ' ' from b) | a b
          a::timestamp(3) with time zone < now()                      | a
          a::double precision > cast(b as character varying(20))::int | a b
          make_interval(days => a) > b                                | a b
          position('x' in a) > 0                                      | a
          num_nonnulls(a, b) = 1                                      | a b
          value > 0                                                   | value
          (date, name) IN ((a, b))                                    | date name a b
          a IN ('x', 'y')                                             | a
          daterange(a, b, '[]'::text)                                 | a b
          """)
  void columns(String expression, String columns) {
    var facts = Expressions.facts(expression);
    assertThat(facts.known()).isTrue();
    assertThat(facts.columns().stream().sorted().collect(Collectors.joining(" ")))
        .isEqualTo(
            Set.of(columns.split(" ", -1)).stream().sorted().collect(Collectors.joining(" ")));
    assertThat(facts.constant()).isFalse();
  }

  @Test
  void functionsKeepTheirSchemaAndTheirCase() {
    var facts = Expressions.facts("app.Next_Id(\"F\"(a), Lower(b)) + coalesce(1, 2)");
    assertThat(facts.functions())
        .containsExactlyInAnyOrder(
            QualifiedName.of("app", "next_id"), QualifiedName.of("F"), QualifiedName.of("lower"));
  }

  @Test
  void aConstantMentionsNoColumn() {
    assertThat(Expressions.facts("lower('A') || now()::text").constant()).isTrue();
    assertThat(Expressions.facts(Column.UNREADABLE)).isEqualTo(ExpressionFacts.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "(1+", "f(", "case when ", "-(", "a.", "::", "{"})
  void deepNestingNeitherOverflowsNorHangs(String part) {
    for (var text : new String[] {part.repeat(10_000), part.repeat(1_000_000)}) {
      assertThatCode(() -> Expressions.facts(text)).doesNotThrowAnyException();
      assertThat(Expressions.facts(text).known()).isFalse();
    }
  }

  @Test
  void balancedNestingIsRead() {
    var text = "(".repeat(10_000) + "random()" + ")".repeat(10_000);
    assertThat(Expressions.volatility(text, CATALOG)).isEqualTo(Volatility.VOLATILE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "/* only */",
        "\0",
        "a\0b",
        "\uD800",
        "'\uDC00'",
        "é(",
        ".",
        ",",
        "::text"
      })
  void oddTextIsUnknown(String text) {
    assertThat(Expressions.facts(text).known()).isFalse();
  }
}
