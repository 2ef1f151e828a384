package io.safeddl.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.effect.TransactionContext;
import io.safeddl.plan.Planner;
import io.safeddl.sql.Script;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a finding tells to paste instead runs on the server, and is clean when judged again. */
class AdviceTest {
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void canBePasted(int major) throws SQLException {
    try (TestDatabase database = TestPostgres.server(major).createDatabase();
        Connection connection = database.connect()) {
      for (Example example : Example.all()) {
        if (example.bad() && example.runsOn(major)) {
          for (String statement : example.statements()) {
            paste(example, statement, connection);
          }
        }
      }
    }
  }

  private static void paste(Example example, String statement, Connection connection)
      throws SQLException {
    ServerExample.setUp(example, connection);
    var findings =
        ServerExample.judge(example, statement, connection).stream()
            .filter(finding -> finding.rule().id().equals(example.ruleId()))
            .toList();
    assertThat(findings).as("%s: %s", example, statement).isNotEmpty();
    ServerExample.run(example.transaction(), connection);
    for (Finding finding : findings) {
      pasteOne(example + ": " + statement, finding.instead(), connection);
    }
  }

  private static void pasteOne(String what, String instead, Connection connection)
      throws SQLException {
    for (var pasted : Script.parse(instead).statements()) {
      if (pasted.tokens().isEmpty()) {
        continue;
      }
      var text = pasted.text();
      var decision =
          new Planner(ServerExample.ALL_LARGE)
              .decide(pasted, LiveCatalog.open(connection), TransactionContext.AUTOCOMMIT);
      List<Finding> errors =
          decision.decision().findings().stream()
              .filter(finding -> finding.severity() == Severity.ERROR)
              .toList();
      // A plain DROP or TRUNCATE is what remains of a CASCADE: it fails while others depend on it.
      assertThat(errors).as("%s pastes %s", what, text).isEmpty();
      if (!text.startsWith("DROP TABLE")) {
        ServerExample.run(text, connection);
      }
    }
  }
}
