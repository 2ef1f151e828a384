package io.safeddl.effect.oracle;

import java.util.List;

/**
 * A statement to be run on a server.
 *
 * @param group its file and block, for reports
 * @param setup what makes the tables; cases with an equal setup may share them
 * @param before statements of this case alone, run and committed before it
 * @param statement the statement that is judged
 * @param from the first major version that it is for
 * @param to the last one
 * @param outcome whether the server is known to reject it
 * @param timeZone the session's TimeZone
 */
record OracleCase(
    String group,
    String setup,
    List<String> before,
    String statement,
    int from,
    int to,
    Outcome outcome,
    String timeZone) {
  /** A case in UTC. */
  OracleCase(
      String group,
      String setup,
      List<String> before,
      String statement,
      int from,
      int to,
      Outcome outcome) {
    this(group, setup, before, statement, from, to, outcome, "UTC");
  }

  /** The same in another time zone. */
  OracleCase in(String zone) {
    return new OracleCase(group, setup, before, statement, from, to, outcome, zone);
  }

  /** What the server is expected to say. */
  enum Outcome {
    /** It runs; a rejection is a mistake in the list of cases. */
    RUNS,
    /** It is rejected; if it runs, the list of cases is wrong. */
    REJECTED,
    /** Generated without a thought whether it makes sense: not counted where it is rejected. */
    EITHER
  }

  boolean isFor(int major) {
    return from <= major && major <= to;
  }

  @Override
  public String toString() {
    return group + ": " + statement;
  }
}
