package io.safeddl.backfill.report;

import io.safeddl.backfill.state.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a job comes forward, over the last looks at it. */
public final class Pace {
  private static final Duration SPAN = Duration.ofSeconds(30);

  private record Look(Instant at, long rows) {}

  private final Deque<Look> looks = new ArrayDeque<>();

  /**
   * Rows a second since the oldest look that counts, or since the job began where it is the first.
   */
  public long rowsPerSecond(Status status) {
    looks.addLast(new Look(status.at(), status.rows()));
    while (looks.size() > 2
        && Duration.between(looks.getFirst().at(), status.at()).compareTo(SPAN) > 0) {
      looks.removeFirst();
    }
    var first = looks.getFirst();
    return looks.size() > 1
        ? rate(status.rows() - first.rows(), Duration.between(first.at(), status.at()))
        : status
            .startedAt()
            .map(it -> rate(status.rows(), Duration.between(it, status.at())))
            .orElse(0L);
  }

  private static long rate(long rows, Duration time) {
    return time.toMillis() <= 0 ? 0 : Math.max(0, rows * 1000 / time.toMillis());
  }
}
