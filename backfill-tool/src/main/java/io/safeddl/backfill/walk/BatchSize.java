package io.safeddl.backfill.walk;

import java.time.Duration;

/**
 * How large the next batch is, in blocks or rows, so that it takes the time that is wanted. It
 * grows slowly, and shrinks at once.
 */
public final class BatchSize {
  private static final double GROWTH = 1.2;
  private static final double FAR_OVER = 5.0;

  private final double targetMillis;
  private long most;
  private double size;

  /** Where it was before something went wrong; up to there it may grow faster. */
  private double before;

  /**
   * Begins.
   *
   * @param first the size to begin with
   * @param most the largest
   */
  public BatchSize(long first, long most, Duration target) {
    this.most = most;
    this.size = Math.min(first, most);
    this.targetMillis = target.toNanos() / 1e6;
  }

  /** From now on none is larger. */
  public void atMost(long most) {
    this.most = most;
    this.size = Math.min(size, (double) most);
  }

  /** For the next batch, at least 1. */
  public long next() {
    return Math.max(1, Math.min(most, (long) size));
  }

  /** A batch of the whole size is done. */
  public void took(Duration duration) {
    var millis = Math.max(0.1, duration.toNanos() / 1e6);
    if (millis > FAR_OVER * targetMillis) {
      size = Math.max(1, size / 10);
    } else if (millis > targetMillis) {
      size = Math.max(1, size * targetMillis / millis);
    } else {
      var growth = size < before ? 2.0 : GROWTH;
      size = Math.min((double) most, size * Math.min(growth, targetMillis / millis));
    }
  }

  /** The time for a batch was over before it was done. */
  public void tookTooLong() {
    size = Math.max(1, size / 10);
    before = 0;
  }

  /** A row of the batch fails, or is locked: half of it, to come nearer. */
  public void halve() {
    before = Math.max(before, size);
    size = Math.max(1, size / 2);
  }
}
