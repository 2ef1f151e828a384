package io.safeddl.crash;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.event.Level;

/**
 * Runs a real history by its tool, in a JVM that may be killed. Says {@code BEGIN} when all is
 * loaded, {@code PART n} at each part, and {@code DONE} or {@code FAILED} with the reason.
 */
final class HistoryMain {
  /** The application name of the connection that puts rows into the tables. */
  static final String OURS = "filling";

  private static final String PARTS =
      "CREATE SCHEMA IF NOT EXISTS filled;"
          + "CREATE TABLE IF NOT EXISTS filled.part (number int PRIMARY KEY)";

  private final History history;
  private final History.Database database;
  private final String plainUrl;
  private final PrintStream out;

  private HistoryMain(
      History history, History.Database database, String plainUrl, PrintStream out) {
    this.history = history;
    this.database = database;
    this.plainUrl = plainUrl;
    this.out = out;
  }

  /**
   * Arguments: the history, what to do ({@code migrate}, {@code release}, {@code note}), the tool's
   * URL, the plain one, user and password; to migrate, the first and the last part.
   */
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PausingLogs.listen(
        (level, line) -> {
          if (level.toInt() >= Level.WARN.toInt() || line.startsWith("step")) {
            out.println(level + " " + line);
          }
        });
    var main =
        new HistoryMain(
            Histories.valueOf(arguments[0]).open(),
            new History.Database(arguments[2], arguments[4], arguments[5]),
            arguments[3],
            out);
    try {
      main.run(List.of(arguments));
      out.println("DONE");
    } catch (SQLException | RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        out.println("FAILED " + cause);
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private void run(List<String> arguments) throws SQLException {
    var what = arguments.get(1);
    switch (what) {
      case "migrate" ->
          migrate(Integer.parseInt(arguments.get(6)), Integer.parseInt(arguments.get(7)));
      case "release" -> history.release(database);
      case "note" -> history.noteNext(database);
      default -> throw new IllegalArgumentException(what);
    }
  }

  private void migrate(int first, int last) throws SQLException {
    try (var connection =
        DriverManager.getConnection(plainUrl, database.user(), database.password())) {
      Arena.run(connection, PARTS);
      out.println("BEGIN");
      for (int part = first; part <= last; part++) {
        out.println("PART " + part);
        history.migrate(database, part);
        fill(connection, part);
      }
    }
  }

  /** Once for each part: not again into what a part left that was killed in its middle. */
  private void fill(Connection connection, int part) throws SQLException {
    if (Arena.column(connection, "SELECT 1 FROM filled.part WHERE number >= " + part).isEmpty()) {
      Rows.fill(connection, history.empty());
      Arena.run(connection, "INSERT INTO filled.part VALUES (" + part + ")");
    }
  }
}
