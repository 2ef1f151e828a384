package io.safeddl.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples, judged by what a real server says of its tables. */
class ServerExamplesTest {
  private static final int MAJOR = 18;

  static Stream<Example> examples() {
    return Example.all().stream().filter(example -> example.runsOn(MAJOR));
  }

  private static TestDatabase database;
  private static Connection connection;

  @BeforeAll
  static void connect() throws SQLException {
    database = TestPostgres.server(MAJOR).createDatabase();
    connection = database.connect();
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
    database.close();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void firesOnTheBadAndNotOnTheGood(Example example) throws SQLException {
    ServerExample.setUp(example, connection);
    for (String statement : example.statements()) {
      var findings = ServerExample.judge(example, statement, connection);
      var fired = findings.stream().map(finding -> finding.rule().id()).toList();
      if (example.bad()) {
        assertThat(fired).as(statement).contains(example.ruleId());
      } else {
        assertThat(fired).as(statement).doesNotContain(example.ruleId());
        assertThat(findings).as(statement).noneMatch(each -> each.severity() == Severity.ERROR);
        ServerExample.run(example, statement, connection);
      }
    }
  }
}
