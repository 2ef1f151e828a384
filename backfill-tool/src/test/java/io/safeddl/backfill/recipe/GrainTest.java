package io.safeddl.backfill.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.testing.TestPostgres;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrainTest {
  /** As the server has it: a value of the old type that is another one there and back. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "numeric(10,2); bigint; 1.50; true",
        "numeric; numeric(10,2); 1.555; true",
        "numeric(10,2); numeric(12,2); 1.55; false",
        "numeric(10,2); numeric(12,4); 1.55; false",
        "numeric(10,2); numeric; 1.55; false",
        "double precision; integer; 1.7; true",
        "integer; bigint; 7; false",
        "integer; numeric(10,-2); 77; true",
        "bigint; numeric; 77; false",
        "timestamp without time zone; date; 2026-01-02 03:04:05; true",
        "timestamp with time zone; timestamp(0) with time zone; 2026-01-02 03:04:05.6; true",
        "timestamp(3) with time zone; timestamp with time zone; 2026-01-02 03:04:05.6; false",
        "date; timestamp without time zone; 2026-01-02; false",
        "text; character varying; x; false"
      })
  void roundsWhereTheServerDoes(String old, String type, String value, boolean rounds)
      throws Exception {
    assertThat(Grain.rounds(old, type)).isEqualTo(rounds);
    var there = "CAST('" + value + "' AS " + old + ")";
    try (var database = TestPostgres.server(18).createDatabase();
        var connection = database.connect();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT CAST(CAST(" + there + " AS " + type + ") AS " + old + ") <> " + there)) {
      row.next();
      assertThat(row.getBoolean(1)).isEqualTo(rounds);
    }
  }
}
