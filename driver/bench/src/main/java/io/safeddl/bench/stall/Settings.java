package io.safeddl.bench.stall;

import io.safeddl.bench.traffic.TrafficShape;
import java.time.Duration;

/**
 * The size of a run.
 *
 * @param hold how long a reader or writer keeps the table
 * @param patience after which a change that should succeed is cancelled
 * @param shortPatience the same for a change that cannot succeed
 * @param lockWait SafeDDL's, in the scenarios that cannot succeed
 */
record Settings(
    boolean quick,
    TrafficShape shape,
    Duration hold,
    Duration patience,
    Duration shortPatience,
    Duration lockWait) {
  private static final int READERS = 3;
  private static final int WRITERS = 3;
  private static final int PER_SECOND = 100;
  private static final long FULL_ROWS = 5_000_000;
  private static final long QUICK_ROWS = 300_000;

  static Settings of(boolean quick) {
    return new Settings(
        quick,
        new TrafficShape(READERS, WRITERS, 0, PER_SECOND, quick ? QUICK_ROWS : FULL_ROWS),
        Duration.ofSeconds(quick ? 3 : 6),
        Duration.ofSeconds(180),
        Duration.ofSeconds(8),
        Duration.ofSeconds(5));
  }
}
