package io.safeddl.crash;

import io.safeddl.testing.SchemaProjection;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.event.Level;

/**
 * Runs a real history by its tool, in a JVM that may be killed. Says {@code BEGIN} when all is
 * loaded, {@code PART n} at each part, {@code STAGE n} with the schema behind it as one word, and
 * {@code DONE} or {@code FAILED} with the reason.
 */
final class HistoryMain {
  /** The application name of the connection that puts rows into the tables. */
  static final String OURS = "filling";

  static final String PART = "PART ";
  static final String STAGE = "STAGE ";

  private static final String PARTS =
      "CREATE SCHEMA IF NOT EXISTS filled;"
          + "CREATE TABLE IF NOT EXISTS filled.part (number int PRIMARY KEY)";

  private final History history;
  private final History.Database database;
  private final String plainUrl;
  private final Set<Integer> asWritten;
  private final PrintStream out;

  private HistoryMain(
      History history,
      History.Database database,
      String plainUrl,
      Set<Integer> asWritten,
      PrintStream out) {
    this.history = history;
    this.database = database;
    this.plainUrl = plainUrl;
    this.asWritten = asWritten;
    this.out = out;
  }

  /**
   * Arguments: the history, what to do ({@code migrate}, {@code resume} after it was killed, {@code
   * note}), the tool's URL, the plain one, user and password; then the numbers of the parts that
   * run under {@code mode=warn}.
   */
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PausingLogs.listen(
        (level, line) -> {
          if (level.toInt() >= Level.WARN.toInt() || line.startsWith("step")) {
            out.println(level + " " + line);
          }
        });
    var history = Histories.valueOf(arguments[0]);
    var main =
        new HistoryMain(
            history.open(),
            new History.Database(arguments[2], arguments[4], arguments[5]),
            arguments[3],
            Stream.of(arguments).skip(6).map(Integer::valueOf).collect(Collectors.toSet()),
            out);
    try {
      main.run(arguments[1], history.parts());
      out.println("DONE");
    } catch (SQLException | RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        out.println("FAILED " + cause);
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private void run(String what, int parts) throws SQLException {
    switch (what) {
      case "migrate" -> migrate(parts);
      case "resume" -> {
        history.release(database);
        migrate(parts);
      }
      case "note" -> {
        history.release(database);
        history.noteNext(database);
      }
      default -> throw new IllegalArgumentException(what);
    }
  }

  private void migrate(int last) throws SQLException {
    try (var connection =
        DriverManager.getConnection(plainUrl, database.user(), database.password())) {
      Arena.run(connection, PARTS);
      out.println("BEGIN");
      for (int part = next(connection); part <= last; part++) {
        out.println(PART + part);
        history.migrate(database(part), part);
        out.println(STAGE + part + " " + Stage.write(SchemaProjection.of(connection)));
        Rows.fill(connection, history.empty());
        Arena.run(connection, "INSERT INTO filled.part VALUES (" + part + ")");
      }
    }
  }

  /** The first part that was not done and filled. */
  private static int next(Connection connection) throws SQLException {
    return Integer.parseInt(
        Arena.column(connection, "SELECT 1 + count(*) FROM filled.part").get(0));
  }

  private History.Database database(int part) {
    return asWritten.contains(part)
        ? new History.Database(
            database.url() + "&safeddl.mode=warn", database.user(), database.password())
        : database;
  }
}
