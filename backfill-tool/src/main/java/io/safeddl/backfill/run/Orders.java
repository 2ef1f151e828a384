package io.safeddl.backfill.run;

import io.safeddl.backfill.state.Wanted;
import org.jspecify.annotations.Nullable;

/** What the workers of this process are told, by the user or by one another. */
final class Orders {
  private volatile Wanted wanted = Wanted.RUN;
  private volatile @Nullable Throwable failure;
  private volatile boolean stopped;

  Wanted wanted() {
    return wanted;
  }

  void want(Wanted now) {
    wanted = now;
  }

  /** End after the batch at hand. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped || failure != null;
  }

  /** A worker cannot go on; the others end too. */
  synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    } else if (failure != cause) {
      failure.addSuppressed(cause);
    }
  }

  @Nullable Throwable failure() {
    return failure;
  }
}
