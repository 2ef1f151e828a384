package io.safeddl.run;

import io.safeddl.plan.Planner;
import io.safeddl.plan.Policy;
import io.safeddl.sql.FastPath;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens the gate of a connection. */
public final class Gates {
  private Gates() {}

  /**
   * The gate of one connection.
   *
   * @param raw pgjdbc's connection, or one that unwraps to it
   * @param options the connection's settings
   * @param siblings where the connection is registered until the gate is closed
   * @param source opens further connections like this one, to watch index builds
   */
  public static Gate open(
      Connection raw, RunOptions options, Siblings siblings, ConnectionSource source)
      throws SQLException {
    if (options.policy().mode() == Policy.Mode.OFF) {
      return Gate.OPEN;
    }
    return new StatementGate(
        Session.of(raw),
        options,
        siblings,
        source,
        new Planner(options.policy())::decideAll,
        FastPath::passes);
  }
}
