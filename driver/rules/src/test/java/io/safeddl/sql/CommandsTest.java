package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.sql.tree.Statement;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code commands.sql}: every form of every command, held against real servers. */
class CommandsTest {
  private static final Pattern SINCE = Pattern.compile("since (\\d+)");

  private static final List<SourceStatement> COMMANDS =
      Script.parse(Sql.resource("commands.sql")).statements();

  @Test
  void everyCommandIsReadToItsLastToken() {
    List<String> unread = new ArrayList<>();
    for (SourceStatement command : COMMANDS) {
      if (StatementReader.read(command) instanceof Statement.Unrecognized unrecognized) {
        unread.add(command.text() + " -- " + unrecognized.reason());
      }
    }
    assertThat(unread).isEmpty();
    assertThat(COMMANDS).hasSizeGreaterThan(500);
  }

  @Test
  void nothingMayFollowACommand() {
    List<String> passed = new ArrayList<>();
    for (SourceStatement command : COMMANDS) {
      String more = command.text() + " ) more";
      if (!(Sql.read(more) instanceof Statement.Unrecognized)) {
        passed.add(more);
      }
    }
    assertThat(passed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theServerAcceptsTheSameSyntax(int major) throws SQLException {
    List<String> wrong = new ArrayList<>();
    try (TestDatabase database = TestPostgres.server(major).createDatabase();
        ServerCommands server = new ServerCommands(database)) {
      for (SourceStatement command : COMMANDS) {
        if (!endsTransaction(command)
            && server.accepts(command.text()) != since(command) <= major) {
          wrong.add(command.text());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theServerReportsTheSameCommandTag(int major) throws SQLException {
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    try (TestDatabase database = TestPostgres.server(major).createDatabase();
        ServerCommands server = new ServerCommands(database)) {
      for (SourceStatement statement : Script.parse(Sql.resource("fixture.sql")).statements()) {
        server.run(statement.text());
      }
      for (SourceStatement command : COMMANDS) {
        if (endsTransaction(command) || isCopy(command)) {
          continue;
        }
        List<String> tags = server.tags(command.text());
        if (tags != null && !tags.isEmpty()) { // pgjdbc keeps the tag of what returns rows
          compared++;
          String tag = reported(StatementReader.read(command));
          if (!tags.equals(List.of(tag))) {
            wrong.add(command.text() + " -- " + tag + ", server: " + tags);
          }
        }
      }
      server.run("drop user mapping for safeddl_reader server srv");
      server.run("drop role safeddl_reader, safeddl_other");
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(300);
  }

  /** What fills a table reports its rows, as a SELECT. */
  static String reported(Statement statement) {
    boolean fills =
        (statement instanceof Statement.CreateTableAs table && table.withData())
            || (statement instanceof Statement.CreateMaterializedView view && view.withData());
    return fills ? "SELECT" : statement.tag();
  }

  private static boolean endsTransaction(SourceStatement command) {
    return StatementReader.read(command) instanceof Statement.Transaction transaction
        && switch (transaction.kind()) {
          case COMMIT, ROLLBACK, ROLLBACK_TO, PREPARE -> true;
          default -> false;
        };
  }

  private static boolean isCopy(SourceStatement command) {
    return StatementReader.read(command) instanceof Statement.Copy;
  }

  private static int since(SourceStatement command) {
    for (SourceStatement.Comment comment : command.comments()) {
      Matcher matcher = SINCE.matcher(comment.text());
      if (comment.text().startsWith("/*") && matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    return 0;
  }
}
