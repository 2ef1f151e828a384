package io.safeddl.bench.stall;

import io.safeddl.bench.traffic.ConnectionSource;
import java.sql.SQLException;
import java.time.Duration;

/** pgjdbc as it is: the statement queues, and everybody else queues behind it. */
record PlainContestant(ConnectionSource source, Duration patience) implements Contestant {
  static final String NAME = "plain";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Outcome run(Scenario scenario) throws SQLException {
    try (var session = Session.open(source, patience)) {
      try {
        session.change(scenario, new Session.Progress());
        return session.outcome(Outcome.End.DONE, 1);
      } catch (SQLException e) {
        if (Session.QUERY_CANCELED.equals(e.getSQLState())) {
          return session.outcome(Outcome.End.CANCELLED, 1, e);
        }
        throw e;
      }
    }
  }
}
