package io.safeddl.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a connection is to stop cleanly ({@code safeddl.deadline}): before whoever started the
 * deploy kills it.
 *
 * @param nanos of {@link System#nanoTime}, or null for never
 */
record Deadline(@Nullable Long nanos) {
  static final Deadline NEVER = new Deadline(null);

  /**
   * So long from now.
   *
   * @param time null for never
   */
  static Deadline in(@Nullable Duration time) {
    return time == null ? NEVER : new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean isPast() {
    return nanos != null && nanos - System.nanoTime() <= 0;
  }

  /** What is left, at least zero; null for no limit. */
  @Nullable Duration left() {
    return nanos == null ? null : Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }
}
