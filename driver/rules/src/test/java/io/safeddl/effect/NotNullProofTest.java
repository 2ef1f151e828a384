package io.safeddl.effect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that a server takes as a proof are held by the oracle; these are the traps. */
class NotNullProofTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "c IS NOT NULL",
        "(c IS NOT NULL)",
        "((a > 0) AND (c IS NOT NULL))",
        "NOT (c IS NULL)",
        "(NOT (c IS NULL))",
        "c IS DISTINCT FROM NULL",
        "\"c\" IS NOT NULL",
        "a > 0 AND (b > 0 AND c IS NOT NULL)",
        "c NOTNULL",
        "(a OR b) AND c IS NOT NULL"
      })
  void proves(String condition) {
    assertThat(NotNullProof.proves(condition, "c")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c > 0",
        "a OR b AND c IS NOT NULL",
        "c IS NOT NULL OR a",
        "NOT (c IS NOT NULL)",
        "NOT (a AND c IS NOT NULL)",
        "x BETWEEN 1 AND c IS NOT NULL",
        "CASE WHEN a THEN b AND c IS NOT NULL AND a ELSE true END",
        "\"C\" IS NOT NULL",
        "t.d IS NOT NULL",
        "lower(c) IS NOT NULL",
        "(c, d) IS NOT NULL",
        "c IS NOT NULL IS NOT NULL",
        "'x AND c IS NOT NULL' <> c",
        "c IS NOT NULL; c IS NOT NULL"
      })
  void provesNothing(String condition) {
    assertThat(NotNullProof.proves(condition, "c")).isFalse();
  }
}
