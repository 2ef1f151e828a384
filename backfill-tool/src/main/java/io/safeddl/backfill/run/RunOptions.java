package io.safeddl.backfill.run;

import java.time.Duration;

/**
 * How a process works on a job.
 *
 * @param workers how many batches at a time
 * @param lease how long a chunk stays with a worker that does not write; others wait so long for
 *     the chunks of one that has died
 * @param reconnect how long in all to try to reach a server that is away
 * @param walk the order in which tables are walked
 * @param quarantine the most rows that may be in quarantine; with more, something else is wrong
 * @param sweep whether sweeps follow the walk; only the proofs of this tool leave them out
 */
public record RunOptions(
    int workers, Duration lease, Duration reconnect, Walk walk, long quarantine, boolean sweep) {
  /** What holds where the user says nothing. */
  public static final RunOptions DEFAULT =
      new RunOptions(1, Duration.ofSeconds(15), Duration.ofMinutes(5), Walk.AUTO, 1000, true);

  /** The order in which a table is walked. */
  public enum Walk {
    /** In the order of the heap where there is one, else in the order of the key. */
    AUTO,
    /** In the order of the heap. */
    BLOCKS,
    /** In the order of the key. */
    KEY
  }
}
