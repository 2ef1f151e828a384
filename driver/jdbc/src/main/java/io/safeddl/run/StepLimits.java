package io.safeddl.run;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What bounds the steps of a plan.
 *
 * @param cancel ends them from another thread
 * @param lockPatience how long a step that begins now tries for its locks
 * @param waited hears how long a step waited for its locks
 */
record StepLimits(
    CancelSignal cancel,
    Supplier<Duration> lockPatience,
    Deadline deadline,
    Consumer<Duration> waited) {
  Duration patience() {
    return lockPatience.get();
  }
}
