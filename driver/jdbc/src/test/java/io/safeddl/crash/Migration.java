package io.safeddl.crash;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** One run of a migration in the tool's JVM: what is in the history is not run again. */
final class Migration implements Runnable {
  /** The tool's own table. */
  static final String HISTORY = "CREATE TABLE history (ordinal int PRIMARY KEY)";

  private static final int UNTIL_THREADS_END_MS = 8_000;

  private final ToolMain tool;
  private final Shape shape;
  private final String url;
  private final String user;
  private final String password;
  private final List<String> statements;
  private volatile @Nullable Statement current;

  Migration(ToolMain tool, Shape shape, List<String> database, List<String> statements) {
    this.tool = tool;
    this.shape = shape;
    this.url = database.get(0);
    this.user = database.get(1);
    this.password = database.get(2);
    this.statements = List.copyOf(statements);
  }

  @Override
  public void run() {
    try {
      migrate();
      awaitThreads();
      tool.answer(Answer.Kind.DONE, "");
    } catch (SQLException e) {
      tool.answer(Answer.Kind.FAILED, described(e));
    } catch (RuntimeException | InterruptedException e) {
      tool.answer(Answer.Kind.FAILED, "a bug: " + e + " at " + List.of(e.getStackTrace()));
    }
  }

  private static String described(SQLException e) {
    var text = new StringBuilder(e.getSQLState() + " " + e.getMessage());
    for (var next = e.getNextException(); next != null; next = next.getNextException()) {
      text.append(" | ").append(next.getSQLState()).append(' ').append(next.getMessage());
    }
    return text.toString();
  }

  private void migrate() throws SQLException {
    try (var connection = DriverManager.getConnection(url, user, password)) {
      int pid = connection.unwrap(PGConnection.class).getBackendPID();
      tool.answer(Answer.Kind.PID, Integer.toString(pid));
      var before = NothingLeaks.settings(connection);
      try {
        switch (shape) {
          case AUTOCOMMIT -> eachByItself(connection);
          case TRANSACTION -> inOneTransaction(connection);
        }
      } catch (SQLException e) {
        if (!connection.isClosed()) {
          giveUp(connection, e);
          sayWhatIsLeft(connection, before, e);
        }
        throw e;
      }
      sayWhatIsLeft(connection, before, null);
    }
  }

  private void eachByItself(Connection connection) throws SQLException {
    for (int i = 0; i < statements.size(); i++) {
      if (!isNoted(connection, i)) {
        send(connection, i);
        note(connection, i);
      }
    }
  }

  private void inOneTransaction(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    if (!isNoted(connection, 0)) {
      for (int i = 0; i < statements.size(); i++) {
        send(connection, i);
      }
      note(connection, 0);
    }
    tool.at("commit begins");
    connection.commit();
    tool.at("commit done");
    connection.setAutoCommit(true);
  }

  private void send(Connection connection, int i) throws SQLException {
    tool.at("statement " + (i + 1) + " begins");
    try (var statement = connection.createStatement()) {
      current = statement;
      statement.execute(statements.get(i));
    } finally {
      current = null;
    }
    tool.at("statement " + (i + 1) + " done");
  }

  private static boolean isNoted(Connection connection, int ordinal) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT 1 FROM history WHERE ordinal = " + ordinal)) {
      return rows.next();
    }
  }

  private static void note(Connection connection, int ordinal) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO history VALUES (" + ordinal + ")");
    }
  }

  private static void giveUp(Connection connection, SQLException failure) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private void sayWhatIsLeft(
      Connection connection, Map<String, String> before, @Nullable SQLException failure)
      throws SQLException {
    try {
      for (var line : NothingLeaks.differences(before, NothingLeaks.settings(connection))) {
        tool.answer(Answer.Kind.LEFT, "setting " + line);
      }
    } catch (SQLException e) {
      if (failure == null) {
        throw e;
      }
      // The session is lost, which is what the test wanted.
      failure.addSuppressed(e);
    }
  }

  private void awaitThreads() throws InterruptedException {
    long end = System.currentTimeMillis() + UNTIL_THREADS_END_MS;
    while (!NothingLeaks.threads().isEmpty() && System.currentTimeMillis() < end) {
      Thread.sleep(20);
    }
    NothingLeaks.threads().forEach(thread -> tool.answer(Answer.Kind.LEFT, thread));
  }

  /** Statement.cancel() from another thread, where a statement is being sent. */
  void cancel() throws SQLException {
    var statement = current;
    if (statement != null) {
      statement.cancel();
    }
  }
}
