package io.safeddl.backfill.throttle;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How much WAL the server writes in a second, over the last few seconds. */
final class WalRate implements Signal {
  private static final String SQL =
      "SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0')";

  private static final long SPAN_NANOS = 3_000_000_000L;
  private static final long LEAST_NANOS = 200_000_000L;

  private record Past(long nanos, long position) {}

  private final long most;
  private final LongSupplier nanoTime;
  private final Deque<Past> past = new ArrayDeque<>();

  WalRate(long most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return "WAL rate";
  }

  @Override
  public Optional<String> look(Database database) throws SQLException {
    var position = database.read(() -> database.row(SQL, row -> row.getLong(1)));
    var rate = rate(nanoTime.getAsLong(), position);
    return rate > most
        ? Optional.of(
            "the server writes " + mega(rate) + " MB/s of WAL (at most " + mega(most) + ")")
        : Optional.empty();
  }

  /** Bytes a second, since the oldest look that still counts. */
  long rate(long now, long position) {
    while (!past.isEmpty() && now - past.getFirst().nanos() > SPAN_NANOS) {
      past.removeFirst();
    }
    past.addLast(new Past(now, position));
    var first = past.getFirst();
    var nanos = now - first.nanos();
    return nanos < LEAST_NANOS ? 0 : (long) ((position - first.position()) * 1e9 / nanos);
  }

  private static long mega(long bytes) {
    return bytes >> 20;
  }
}
