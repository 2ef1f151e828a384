package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.sql.tree.Statement;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands with a few changes at random: what the server still runs must still be what the reader
 * takes it for, tag by tag. So no change can turn DDL into something that passes.
 */
class MutatedCommandsTest {
  private static final int MUTANTS = Integer.getInteger("safeddl.mutants", 3_000);
  private static final List<String> INSERTED =
      List.of(
          "(",
          ")",
          ",",
          ";",
          "'",
          "\"",
          "--",
          "/*",
          "*/",
          "/**/",
          "\n",
          "$$",
          "E",
          "U&",
          "only",
          "if exists",
          "concurrently",
          "not",
          "null",
          "t",
          "a",
          "1",
          "'x'",
          "default",
          "select",
          "select 1;",
          "explain",
          "with x as (select 1)",
          "into x",
          "cascade",
          "all",
          "as",
          "=");

  private static final List<String> COMMANDS =
      Script.parse(Sql.resource("commands.sql")).statements().stream()
          .filter(source -> !ofSession(StatementReader.read(source)))
          .map(SourceStatement::text)
          .toList();

  /** What would end the transaction of the comparison, or reaches beyond the database. */
  private static boolean ofSession(Statement statement) {
    return statement instanceof Statement.Transaction
        || statement instanceof Statement.SetParameter
        || statement instanceof Statement.Copy
        || statement instanceof Statement.Empty;
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatTheServerRunsIsWhatTheReaderTakesItFor(int major) throws SQLException {
    Random random = new Random(major); // the same mutants in every run
    List<String> wrong = new ArrayList<>();
    int ran = 0;
    int unread = 0;
    try (TestDatabase database = TestPostgres.server(major).createDatabase();
        ServerCommands server = new ServerCommands(database)) {
      for (SourceStatement statement : Script.parse(Sql.resource("fixture.sql")).statements()) {
        if (!statement.text().contains("safeddl_reader")
            && !statement.text().startsWith("create role")) {
          server.run(statement.text());
        }
      }
      for (int i = 0; i < MUTANTS; i++) {
        String mutant = mutate(COMMANDS.get(random.nextInt(COMMANDS.size())), random);
        List<Statement> read = read(mutant);
        if (read.stream().anyMatch(MutatedCommandsTest::ofSession)) {
          continue;
        }
        List<String> tags = server.tags(mutant);
        if (tags == null || tags.isEmpty() || tags.equals(List.of("EMPTY"))) {
          continue;
        }
        ran++;
        if (read.stream().anyMatch(Statement.Unrecognized.class::isInstance)) {
          unread++; // refused: safe, but it should be rare
        } else if (!contains(read.stream().map(CommandsTest::reported).toList(), tags)) {
          wrong.add(mutant + " -- " + read + ", server: " + tags);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(ran).isGreaterThan(MUTANTS / 20);
    assertThat(unread).isLessThan(ran / 20);
  }

  private static List<Statement> read(String text) {
    return Script.parse(text).statements().stream().map(StatementReader::read).toList();
  }

  /** pgjdbc hides the tags of statements that return rows, so the server's may be fewer. */
  private static boolean contains(List<String> read, List<String> tags) {
    int next = 0;
    for (String tag : read) {
      if (next < tags.size() && tags.get(next).equals(tag)) {
        next++;
      }
    }
    return next == tags.size();
  }

  private static String mutate(String command, Random random) {
    StringBuilder text = new StringBuilder(command);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      List<SourceStatement> statements = Script.parse(text.toString()).statements();
      if (statements.isEmpty()) {
        return text.toString();
      }
      List<Token> tokens = statements.get(random.nextInt(statements.size())).tokens();
      if (tokens.isEmpty()) {
        return text.toString();
      }
      Token token = tokens.get(random.nextInt(tokens.size()));
      Token other = tokens.get(random.nextInt(tokens.size()));
      String inserted = INSERTED.get(random.nextInt(INSERTED.size()));
      switch (random.nextInt(6)) {
        case 0 -> text.delete(token.start(), token.end());
        case 1 -> text.insert(token.start(), inserted + " ");
        case 2 -> text.insert(token.end(), inserted);
        case 3 -> text.replace(token.start(), token.end(), inserted);
        case 4 -> text.insert(token.start(), text.substring(other.start(), other.end()) + " ");
        default ->
            text.replace(
                token.start(),
                token.end(),
                text.substring(token.start(), token.end()).toUpperCase(java.util.Locale.ROOT));
      }
    }
    return text.toString();
  }
}
