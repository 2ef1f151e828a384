package io.safeddl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.effect.TransactionContext;
import io.safeddl.sql.Script;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads who has made a mistake in writing. */
class RefusalMessageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ALTER TABLE t ADD COLUMM a int | found "int" | line 1, column 28
          ALTR TABLE t ADD a int         | expected the first word of a statement | line 1, column 1
          SELECT 1;~ CREATE INDX i ON t  | found "INDX" | line 2, column 9
          DROP TABLE t; CREATE TABLE u (a int,~ b int | expected ) | line 2, column 7
          SELECT 'x                      | not closed | line 1, column 8
          DROP OWNED                     | OWNED | line 1, column 6
          """)
  void saysWhereAndWhatWasExpected(String sql, String reason, String place) {
    assertThat(messages(sql.replace("~", "\n")))
        .anySatisfy(
            message ->
                assertThat(message)
                    .contains(reason)
                    .contains(place)
                    .contains("PostgreSQL may call it a syntax error"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          REASSIGN OWNED BY a, CURRENT_USER TO b | what the roles own
          DROP OWNED BY a CASCADE                | what rights they have
          COPY t FROM PROGRAM 'curl x'           | the program 'curl x', which the server runs
          DO $$ BEGIN ALTR TABLE t; END $$       | expected the first word of a statement
          """)
  void saysWhatIsNotKnown(String sql, String reason) {
    assertThat(messages(sql)).anySatisfy(message -> assertThat(message).contains(reason));
  }

  private static List<String> messages(String sql) {
    return new Planner(Policy.DEFAULT)
            .decideAll(Script.parse(sql), SchemaModel.empty(180000), TransactionContext.AUTOCOMMIT)
            .stream()
            .map(Verdict::decision)
            .filter(Decision.Refuse.class::isInstance)
            .flatMap(decision -> decision.findings().stream())
            .map(finding -> finding.message())
            .toList();
  }
}
