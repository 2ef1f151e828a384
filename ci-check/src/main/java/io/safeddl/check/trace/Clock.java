package io.safeddl.check.trace;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * The trace's clock: it runs while the server works for the migrations, and stands still while the
 * trace looks at what that did. So times are those that the migrations would have taken alone.
 */
final class Clock {
  private long passedNanos;
  private long startedNanos;
  private boolean running;

  /** What takes time. */
  @FunctionalInterface
  interface Timed<T> {
    T run() throws SQLException;
  }

  /** Runs something while the clock runs. */
  <T> T time(Timed<T> work) throws SQLException {
    synchronized (this) {
      startedNanos = System.nanoTime();
      running = true;
    }
    try {
      return work.run();
    } finally {
      synchronized (this) {
        passedNanos += System.nanoTime() - startedNanos;
        running = false;
      }
    }
  }

  /** Microseconds since the trace began. */
  synchronized long now() {
    var nanos = passedNanos + (running ? System.nanoTime() - startedNanos : 0);
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }
}
