package io.safeddl.backfill.spec;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * When the backfill stands back. What is empty is not looked at.
 *
 * @param replicaLag the most that a replica may be behind
 * @param replicas how many replicas there have to be; where empty, as many as a run has once seen
 * @param lockWaiters the most sessions that may wait for a lock of ours
 * @param activeSessions the most sessions that may be at work in the database
 * @param walRate the most bytes of WAL in a second, of the whole server
 * @param requestedCheckpoints the most checkpoints in a minute that the WAL may make necessary
 * @param deadRows the most dead row versions of a leaf, in percent
 * @param pauseWhen a query of the user's that gives true where the backfill shall pause
 * @param niceRatio how many times as long as a batch took the worker rests after it; 0 is not at
 *     all
 */
public record ThrottleOptions(
    Optional<Duration> replicaLag,
    OptionalInt replicas,
    int lockWaiters,
    OptionalInt activeSessions,
    OptionalLong walRate,
    OptionalInt requestedCheckpoints,
    OptionalInt deadRows,
    Optional<String> pauseWhen,
    double niceRatio) {
  /** The most that {@code niceRatio} can be. */
  public static final double MOST_NICE = 100;

  /** What holds where the file says nothing: nobody waits for us, no replica is 2 s behind. */
  public static final ThrottleOptions DEFAULT =
      new ThrottleOptions(
          Optional.of(Duration.ofSeconds(2)),
          OptionalInt.empty(),
          0,
          OptionalInt.empty(),
          OptionalLong.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          0);
}
