package io.safeddl.backfill.throttle;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * How far the slowest replica is behind. Not by {@code replay_lag}: that is the time of the last
 * position that came through, and stands still where the replay does. But by the time that has gone
 * since the primary was where the replica is now.
 */
final class ReplicaLag implements Signal {
  /** The slowest, as far as positions are known; and whether some are hidden. */
  private static final String SQL =
      """
      SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0'),
             pg_catalog.pg_wal_lsn_diff(pg_catalog.min(replay_lsn), '0/0'),
             COALESCE(pg_catalog.bool_or(state IS NULL), false),
             pg_catalog.count(*)
        FROM pg_catalog.pg_stat_replication
       WHERE state IS NULL OR (state = 'streaming' OR state = 'catchup') AND replay_lsn IS NOT NULL
      """;

  /** So many positions are remembered: ten minutes. What is later than that is late enough. */
  private static final int MOST = 6000;

  private record Past(long nanos, long position) {}

  private final Duration most;
  private final OptionalInt wanted;
  private final LongSupplier nanoTime;

  /** The most replicas that there were at a time: one that is lost since is late beyond measure. */
  private long known;

  private final Deque<Past> past = new ArrayDeque<>();

  /**
   * Watches.
   *
   * @param wanted how many replicas there have to be; where empty, as many as there once were
   */
  ReplicaLag(Duration most, OptionalInt wanted, LongSupplier nanoTime) {
    this.most = most;
    this.wanted = wanted;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return "replica lag";
  }

  @Override
  public Optional<String> look(Database database) throws SQLException {
    return database.read(
        () -> {
          var position = new long[2];
          var replicas =
              database.row(
                  SQL,
                  row -> {
                    if (row.getBoolean(3)) {
                      throw new UnreadableException("how far the replicas are");
                    }
                    position[0] = row.getLong(1);
                    position[1] = row.getLong(2);
                    return row.getLong(4);
                  });
          var lost = lost(replicas);
          return lost.isPresent() || replicas == 0 ? lost : late(position[0], position[1]);
        });
  }

  /** Whether there are fewer than there have to be. */
  Optional<String> lost(long replicas) {
    known = Math.max(known, replicas);
    var least = wanted.isPresent() ? wanted.getAsInt() : known;
    return replicas < least
        ? Optional.of(
            replicas
                + " of "
                + least
                + " replicas are connected (throttle.replicas says how many there have to be)")
        : Optional.empty();
  }

  private Optional<String> late(long primary, long replica) {
    var lag = lag(nanoTime.getAsLong(), primary, replica);
    return lag.compareTo(most) > 0
        ? Optional.of(
            "a replica is " + lag.toMillis() + " ms behind (at most " + most.toMillis() + ")")
        : Optional.empty();
  }

  /** How long ago the primary was where the replica is. */
  Duration lag(long now, long primary, long replica) {
    if (past.size() < MOST) {
      past.addLast(new Past(now, primary));
    }
    while (past.size() > 1 && past.getFirst().position() <= replica && second() <= replica) {
      past.removeFirst();
    }
    var first = past.getFirst();
    if (replica >= primary) {
      return Duration.ZERO;
    }
    // Where the replica is behind all that was seen here, it is at least as late as that is old.
    return Duration.ofNanos(now - first.nanos());
  }

  private long second() {
    var each = past.iterator();
    each.next();
    return each.next().position();
  }
}
