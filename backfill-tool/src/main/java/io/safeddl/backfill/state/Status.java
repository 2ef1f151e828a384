package io.safeddl.backfill.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a job stands, at one moment of the server's clock.
 *
 * @param pass 0 where nobody has run it yet, 1 for the walk, more for sweeps
 * @param startedAt when it was first run
 * @param blocks of all leaves, in this pass
 * @param blocksDone how many of them are behind us; by parts of chunks that are walked by key
 * @param rows written in all passes
 * @param hot how many of them in place
 * @param waiting pieces that are left to a sweep because somebody had them locked
 * @param begunAgain how often a leaf was begun again because its rows had moved
 * @param quarantined rows that cannot be written
 */
public record Status(
    Job job,
    Instant at,
    int pass,
    Optional<Instant> startedAt,
    Optional<Instant> passStartedAt,
    long blocks,
    long blocksDone,
    long chunks,
    long chunksDone,
    long rows,
    long hot,
    long waiting,
    long begunAgain,
    long quarantined,
    List<Worker> workers) {
  public Status {
    workers = List.copyOf(workers);
  }

  /**
   * A worker that has not ended.
   *
   * @param silent how long its last heartbeat is ago
   */
  public record Worker(long id, String host, long process, Duration silent, String doing) {
    private static final Duration SILENT = Duration.ofSeconds(15);

    /** Whether it was heard of lately. */
    public boolean isAlive() {
      return silent.compareTo(SILENT) <= 0;
    }
  }

  /** Which part of the pass is done, from 0 to 1. */
  public double share() {
    if (job.filledAt().isPresent()) {
      return 1;
    }
    return blocks == 0 ? 0 : Math.min(1, (double) blocksDone / blocks);
  }

  /** Whether somebody has lately been seen at it. */
  public boolean isWorkedOn() {
    return workers.stream().anyMatch(Worker::isAlive);
  }

  /** How long the rest of the pass takes at the pace of the pass so far, where it goes on. */
  public Optional<Duration> remaining() {
    var share = share();
    if (!isWorkedOn() || share <= 0 || share >= 1 || passStartedAt.isEmpty()) {
      return Optional.empty();
    }
    var spent = Duration.between(passStartedAt.get(), at).toMillis();
    return Optional.of(Duration.ofMillis((long) (spent * (1 - share) / share)));
  }
}
