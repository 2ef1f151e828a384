package io.safeddl.run;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The patience of one statement for its locks: how long it has tried, how long it sleeps between
 * two tries.
 */
final class LockWait {
  /** The wait between two tries at first. */
  private static final long FIRST_PAUSE_MS = 20;

  /** The longest: a failed try for ACCESS EXCLUSIVE costs a transaction id. */
  private static final long LAST_PAUSE_MS = 250;

  /** As long as this the first wait stays. */
  private static final long EAGER_MS = 3_000;

  private final Duration limit;
  private final CancelSignal cancel;
  private final long started = System.nanoTime();

  LockWait(Duration limit, CancelSignal cancel) {
    this.limit = limit;
    this.cancel = cancel;
  }

  Duration limit() {
    return limit;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  boolean isOver() {
    return elapsed().compareTo(limit) >= 0;
  }

  /**
   * Sleeps, with jitter, so that two migrations do not try in step.
   *
   * @throws SQLException 57014 where the statement was cancelled meanwhile
   */
  void pause() throws SQLException {
    cancel.sleep(Duration.ofMillis(pauseMillis()));
  }

  private long pauseMillis() {
    long late = Math.max(0, elapsed().toMillis() - EAGER_MS);
    long base = Math.min(LAST_PAUSE_MS, FIRST_PAUSE_MS + late / 20);
    return base / 2 + ThreadLocalRandom.current().nextLong(base) + 1;
  }
}
