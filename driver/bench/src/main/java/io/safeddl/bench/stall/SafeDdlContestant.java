package io.safeddl.bench.stall;

import io.safeddl.bench.traffic.ConnectionSource;
import java.sql.SQLException;
import java.time.Duration;

/** The same statements through {@code jdbc:safeddl:}. */
record SafeDdlContestant(ConnectionSource source, Duration patience) implements Contestant {
  static final String NAME = "SafeDDL";

  /** {@code feature_not_supported}: how the driver refuses. */
  private static final String REFUSED = "0A000";

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
        var state = String.valueOf(e.getSQLState());
        return switch (state) {
          case Session.LOCK_NOT_AVAILABLE -> session.outcome(Outcome.End.GAVE_UP, 1, e);
          case REFUSED -> session.outcome(Outcome.End.REFUSED, 1, e);
          case Session.QUERY_CANCELED -> session.outcome(Outcome.End.CANCELLED, 1, e);
          default -> throw e;
        };
      }
    }
  }
}
