package io.safeddl.bench.stall;

import io.safeddl.bench.traffic.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The connection of a migration tool, and the moment when its patience ends. */
final class Session implements AutoCloseable {
  /** {@code lock_not_available}: lock_timeout, NOWAIT, or SafeDDL's lockWait. */
  static final String LOCK_NOT_AVAILABLE = "55P03";

  /** {@code query_canceled}: also by pgjdbc's query timeout. */
  static final String QUERY_CANCELED = "57014";

  private final Connection connection;
  private final Statement statement;
  private final long began = System.nanoTime();

  private Session(Connection connection, Statement statement) {
    this.connection = connection;
    this.statement = statement;
  }

  /**
   * Connects.
   *
   * @param patience after which a statement is cancelled
   */
  static Session open(ConnectionSource source, Duration patience) throws SQLException {
    var connection = source.open();
    var statement = connection.createStatement();
    statement.setQueryTimeout((int) patience.toSeconds());
    return new Session(connection, statement);
  }

  void execute(String sql) throws SQLException {
    statement.execute(sql);
  }

  /**
   * Runs what is left of the change: in one transaction, or every statement by itself.
   *
   * @param progress counts the statements that are done for good
   */
  void change(Scenario scenario, Progress progress) throws SQLException {
    if (!scenario.inTransaction()) {
      while (progress.done < scenario.change().size()) {
        statement.execute(scenario.change().get(progress.done));
        progress.done++;
      }
      return;
    }
    connection.setAutoCommit(false);
    try {
      for (var sql : scenario.change()) {
        statement.execute(sql);
      }
      connection.commit();
      progress.done = scenario.change().size();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  /** How far a change has come, kept over retries. */
  static final class Progress {
    private int done;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  Outcome outcome(Outcome.End end, int attempts) {
    return new Outcome(end, attempts, elapsed().toMillis(), "");
  }

  Outcome outcome(Outcome.End end, int attempts, SQLException reason) {
    var message = String.valueOf(reason.getMessage());
    return new Outcome(end, attempts, elapsed().toMillis(), message);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
