package io.safeddl.run;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What bounds the steps of a plan.
 *
 * @param cancel ends them from another thread
 * @param lockPatience how long a step that begins now tries for its locks
 * @param deadline in nanoseconds of the clock, or null
 * @param waited hears how long a step waited for its locks
 */
record StepLimits(
    CancelSignal cancel,
    Supplier<Duration> lockPatience,
    @Nullable Long deadline,
    Consumer<Duration> waited) {
  Duration patience() {
    return lockPatience.get();
  }

  boolean isPastDeadline() {
    return deadline != null && deadline - System.nanoTime() <= 0;
  }
}
