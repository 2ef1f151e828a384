package io.safeddl.run;

import io.safeddl.plan.Policy;
import java.time.Duration;

/**
 * How long a concurrent build may wait for what. For transactions of others it waits as long as
 * they take, for that is what makes it safe; it says whom it waits for.
 *
 * @param ourselves for another connection of this driver that is idle in a transaction
 * @param table for the lock on the table itself
 * @param boundsEveryWait whether {@code table} is the limit of every wait: for clean-ups
 */
record BuildPatience(
    Duration ourselves, Duration table, boolean boundsEveryWait, Deadline deadline) {
  /** A sibling that works on will be done by then; one that waits for the build will not. */
  static final Duration FOR_OURSELVES = Duration.ofSeconds(10);

  /** That of a build of the tool's. */
  static BuildPatience of(Policy policy, Deadline deadline) {
    return new BuildPatience(FOR_OURSELVES, policy.lockWait(), false, deadline);
  }

  /** The patience of a clean-up after the build: deadline or not, but never for long. */
  BuildPatience forCleanUp() {
    return new BuildPatience(ourselves, table, true, Deadline.NEVER);
  }
}
