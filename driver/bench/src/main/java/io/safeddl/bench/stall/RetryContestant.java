package io.safeddl.bench.stall;

import io.safeddl.bench.traffic.ConnectionSource;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What careful teams do today: {@code lock_timeout = 2s}, and the same statement again after a
 * pause, as strong_migrations, safe-pg-migrations and online_migrations do.
 */
record RetryContestant(ConnectionSource source, Duration patience) implements Contestant {
  static final String NAME = "lock_timeout=2s, retries";

  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Outcome run(Scenario scenario) throws SQLException, InterruptedException {
    try (var session = Session.open(source, patience)) {
      session.execute("SET lock_timeout = '2s'");
      var attempts = 0;
      var progress = new Session.Progress();
      while (true) {
        attempts++;
        try {
          session.change(scenario, progress);
          return session.outcome(Outcome.End.DONE, attempts);
        } catch (SQLException e) {
          if (!Session.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
            throw e;
          }
          if (session.elapsed().plus(PAUSE).compareTo(patience) > 0) {
            return session.outcome(Outcome.End.GAVE_UP, attempts, e);
          }
          Thread.sleep(PAUSE.toMillis());
        }
      }
    }
  }
}
