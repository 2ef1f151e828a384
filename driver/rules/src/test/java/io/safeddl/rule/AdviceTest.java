package io.safeddl.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.effect.TransactionContext;
import io.safeddl.plan.Planner;
import io.safeddl.sql.Script;
import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a finding tells to paste instead runs on the server, is clean when judged again, and leaves
 * the schema that the statement itself leaves: of every rule's bad example, and of those in {@code
 * advice.sql}. Left out of the comparison is what has something to fill in ({@code <the key>} or
 * {@code …}), and what says in its head that it differs.
 */
class AdviceTest {
  private static final Pattern TO_FILL_IN = Pattern.compile("<[a-z][^<>]*>|…");

  /** For foreign tables: they are only looked at, never read. */
  private static final String FAR =
      "CREATE FOREIGN DATA WRAPPER away; CREATE SERVER far FOREIGN DATA WRAPPER away";

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void canBePasted(int major) throws SQLException {
    var failures = new ArrayList<String>();
    try (TestDatabase database = TestPostgres.server(major).createDatabase();
        TestDatabase other = TestPostgres.server(major).createDatabase();
        Connection connection = database.connect();
        Connection plain = other.connect()) {
      for (Connection each : List.of(connection, plain)) {
        ServerExample.run(FAR, each);
      }
      for (Example example : examples().filter(each -> each.runsOn(major)).toList()) {
        for (String statement : example.statements()) {
          var what = major + ", " + example + ": " + statement;
          try {
            if (paste(example, statement, major, connection)) {
              failures.addAll(compare(what, example, statement, connection, plain));
            }
          } catch (AssertionError | SQLException e) {
            failures.add(what + "\n" + e.getMessage());
          }
        }
        ServerExample.tearDown(example, connection);
      }
    }
    assertThat(failures).isEmpty();
  }

  private static Stream<Example> examples() {
    var own =
        Stream.of(text().split("(?m)^-- example ", -1))
            .filter(part -> !part.isBlank())
            .map(part -> part.split("\n", 2))
            .map(part -> Example.read(part[0], true, part[1]));
    return Stream.concat(Example.all().stream().filter(Example::bad), own);
  }

  private static String text() {
    try (var in =
        Objects.requireNonNull(AdviceTest.class.getResourceAsStream("advice.sql"), "advice.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** True where it is all there: nothing has to be filled in. */
  private static boolean paste(Example example, String statement, int major, Connection connection)
      throws SQLException {
    ServerExample.setUp(example, connection);
    var findings =
        ServerExample.judge(example, statement, connection).stream()
            .filter(finding -> finding.rule().id().equals(example.ruleId()))
            .toList();
    assertThat(findings).as("%s: %s", example, statement).isNotEmpty();
    ServerExample.run(example.transaction(), connection);
    var whole =
        !example.error() && major < example.differing().getOrDefault(statement, Integer.MAX_VALUE);
    for (String instead : findings.stream().map(Finding::instead).distinct().toList()) {
      pasteOne(example, instead, connection);
    }
    for (Finding finding : findings) {
      var group = finding.rule().group();
      whole &=
          (group == RuleInfo.Group.LOCK || group == RuleInfo.Group.TRANSACTION)
              && !TO_FILL_IN.matcher(finding.instead()).find();
    }
    return whole;
  }

  private static void pasteOne(Example example, String instead, Connection connection)
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
      assertThat(errors).as("of what is pasted, %s", text).isEmpty();
      // A plain DROP is what remains of a CASCADE: it fails while others depend on it.
      if (!example.ruleId().equals("drop-cascade") || !text.startsWith("DROP TABLE")) {
        ServerExample.run(text, connection);
      }
    }
  }

  private static List<String> compare(
      String what, Example example, String statement, Connection connection, Connection plain)
      throws SQLException {
    ServerExample.setUp(example, plain);
    try {
      ServerExample.run(example, statement, plain);
      var differences = SchemaProjection.of(connection).differencesTo(SchemaProjection.of(plain));
      return differences.isEmpty()
          ? List.of()
          : List.of(what + "\n- pasted, + plain\n" + differences);
    } finally {
      ServerExample.tearDown(example, plain);
    }
  }
}
