package io.safeddl.sql.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.expression.QueryFacts.Where;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          SELECT 1                                                        ¦ -      ¦ -
          SELECT * FROM a JOIN public.b USING (id), "C d" c               ¦ "C d" a public.b ¦ -
          SELECT (SELECT max(x) FROM b) FROM a WHERE EXISTS (SELECT 1 FROM c) ¦ a b c ¦ -
          WITH t AS (SELECT * FROM a) SELECT * FROM t                     ¦ a      ¦ -
          WITH t AS (SELECT * FROM t) SELECT * FROM t                     ¦ t      ¦ -
          WITH RECURSIVE t AS (SELECT 1 UNION ALL SELECT * FROM t) SELECT * FROM t ¦ - ¦ -
          SELECT * FROM a UNION SELECT * FROM b                           ¦ a b    ¦ -
          INSERT INTO a SELECT * FROM b WHERE c IN (SELECT c FROM d)      ¦ b d    ¦ a
          INSERT INTO a VALUES (1, 'x' || $$y$$) ON CONFLICT DO NOTHING   ¦ -      ¦ a
          UPDATE a SET x = 1                                              ¦ -      ¦ a
          UPDATE a SET x = b.x FROM b WHERE a.id = b.id                   ¦ b      ¦ a
          UPDATE a SET x = (SELECT y FROM a a2 WHERE a2.id = a.id)        ¦ a      ¦ a
          DELETE FROM s.a USING b WHERE a.id = b.id                       ¦ b      ¦ s.a
          WITH gone AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM gone ¦ - ¦ a b
          WITH gone AS (DELETE FROM a RETURNING *) SELECT * FROM gone     ¦ -      ¦ a
          """)
  void tables(String sql, String read, String written) {
    var facts = Queries.facts(sql);
    assertThat(facts.known()).isTrue();
    assertThat(names(facts.read())).isEqualTo(read == null ? "" : read);
    assertThat(names(facts.written())).isEqualTo(written == null ? "" : written);
    assertThat(facts.modifyingCte()).isEqualTo(sql.startsWith("WITH gone"));
  }

  private static String names(Set<QualifiedName> names) {
    return names.stream().map(QualifiedName::toSql).sorted().collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          DELETE FROM a                              ¦ ABSENT
          DELETE FROM a -- WHERE id = 1              ¦ ABSENT
          UPDATE a SET b = 'WHERE id = 1'            ¦ ABSENT
          DELETE FROM a WHERE true                   ¦ TRIVIALLY_TRUE
          DELETE FROM a WHERE ((TRUE))               ¦ TRIVIALLY_TRUE
          DELETE FROM a WHERE 1=1                    ¦ TRIVIALLY_TRUE
          DELETE FROM a WHERE 1 < 2 AND 'a' = 'a'    ¦ TRIVIALLY_TRUE
          DELETE FROM a WHERE id = 3 OR 1 = 1        ¦ TRIVIALLY_TRUE
          DELETE FROM a WHERE NOT false              ¦ TRIVIALLY_TRUE
          DELETE FROM a WHERE true IS TRUE           ¦ TRIVIALLY_TRUE
          DELETE FROM a WHERE id = id                ¦ TRIVIALLY_TRUE
          DELETE FROM a WHERE 1=1 AND id = 3         ¦ PRESENT
          UPDATE a SET b = 1 WHERE id = 1            ¦ PRESENT
          DELETE FROM a WHERE EXISTS (SELECT 1)      ¦ PRESENT
          DELETE FROM a WHERE b IS NULL              ¦ PRESENT
          """)
  void where(String sql, Where expected) {
    assertThat(Queries.facts(sql).where()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "DROP TABLE a",
        "SELECT 1; DELETE FROM a",
        "DELETE FROM",
        "SELECT 'unclosed",
        "TRUNCATE a",
        "SELECT \0"
      })
  void whatIsNoQueryIsUnknown(String sql) {
    assertThat(Queries.facts(sql)).isEqualTo(QueryFacts.UNKNOWN);
  }

  @Test
  void deepAndLongTextsEndSoon() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(Queries.facts("SELECT " + "(".repeat(10_000)).known()).isFalse();
          assertThat(Queries.facts("SELECT " + "(".repeat(10_000) + 1 + ")".repeat(10_000)).known())
              .isFalse();
          // These may be read or not, but not for ever.
          Queries.facts("SELECT " + "(".repeat(40) + 1 + ")".repeat(40));
          Queries.facts("SELECT " + "case when a then ".repeat(500) + " 1" + " end".repeat(500));
          Queries.facts("DELETE FROM a WHERE a = 1" + " OR a = 1".repeat(5_000));
          Queries.facts("DELETE FROM a WHERE " + "NOT ".repeat(5_000) + "a");
        });
  }
}
