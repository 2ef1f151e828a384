package io.safeddl.run;

import io.safeddl.plan.Policy;
import java.time.Duration;

/**
 * How long a statement that begins now tries for its locks: no longer than the deadline, nor, where
 * the transaction already stops others, than it may go on to do so.
 */
final class LockPatience {
  private final Policy policy;
  private final Deadline deadline;
  private final TransactionTracker tracker;

  LockPatience(Policy policy, Deadline deadline, TransactionTracker tracker) {
    this.policy = policy;
    this.deadline = deadline;
    this.tracker = tracker;
  }

  Duration now() {
    var patience = policy.lockWait();
    var left = deadline.left();
    if (left != null) {
      patience = shorter(patience, left);
    }
    var strongFor = tracker.strongFor();
    if (strongFor != null) {
      var holdLeft = policy.maxTransactionHold().minus(strongFor);
      patience = shorter(patience, holdLeft.isNegative() ? Duration.ZERO : holdLeft);
    }
    return patience;
  }

  /**
   * The same for a statement of the tool's, which may have a limit of its own.
   *
   * @param limit zero for none
   */
  Duration now(Duration limit) {
    return limit.isZero() ? now() : shorter(now(), limit);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
