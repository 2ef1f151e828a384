package io.safeddl.bench.stall;

import java.sql.SQLException;

/** A way to run a migration. */
interface Contestant {
  /** As reports show it. */
  String name();

  /**
   * Runs the change.
   *
   * @throws SQLException an error that has nothing to do with locks: the benchmark itself is wrong
   */
  Outcome run(Scenario scenario) throws SQLException, InterruptedException;
}
