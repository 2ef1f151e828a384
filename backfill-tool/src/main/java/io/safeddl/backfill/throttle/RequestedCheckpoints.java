package io.safeddl.backfill.throttle;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether the server begins checkpoints because of the WAL that is written, faster than by its
 * clock: then max_wal_size is too small for this rate, and each checkpoint makes more WAL of full
 * pages.
 */
final class RequestedCheckpoints implements Signal {
  private static final String SQL_17 = "SELECT num_requested FROM pg_catalog.pg_stat_checkpointer";
  private static final String SQL_16 = "SELECT checkpoints_req FROM pg_catalog.pg_stat_bgwriter";

  private static final int SINCE = 17;
  private static final Duration SPAN = Duration.ofMinutes(1);

  private final int most;
  private final String sql;
  private final LongSupplier nanoTime;
  private final Deque<Long> seen = new ArrayDeque<>();
  private long count = -1;

  /**
   * Watches.
   *
   * @param most in a minute
   */
  RequestedCheckpoints(int most, int server, LongSupplier nanoTime) {
    this.most = most;
    this.sql = server >= SINCE ? SQL_17 : SQL_16;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return "requested checkpoints";
  }

  @Override
  public Optional<String> look(Database database) throws SQLException {
    var now = nanoTime.getAsLong();
    var counted = database.read(() -> database.row(sql, row -> row.getLong(1)));
    for (var i = count < 0 ? counted : count; i < counted; i++) {
      seen.addLast(now);
    }
    count = counted;
    while (!seen.isEmpty() && now - seen.getFirst() > SPAN.toNanos()) {
      seen.removeFirst();
    }
    return seen.size() > most
        ? Optional.of(
            seen.size() + " checkpoints were requested within a minute (at most " + most + ")")
        : Optional.empty();
  }
}
