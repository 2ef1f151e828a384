package io.safeddl.check.trace;

import io.safeddl.effect.LockMode;
import io.safeddl.observe.HeldLocks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the locks of a session again and again, from another session, while a statement runs
 * that no transaction keeps them for. What is held for less than the time between two looks may not
 * be seen.
 */
final class Sampler implements AutoCloseable {
  private static final long PAUSE_MICROS = 500;

  /** Of a relation's lock: when it was seen first and last. */
  record Seen(long first, long last) {
    Seen and(long now) {
      return new Seen(first, now);
    }
  }

  /** A mode on a relation. */
  record Lock(long relation, LockMode mode) {}

  private final Connection watching;
  private final int pid;
  private final Clock clock;
  private final Thread thread;
  private final Map<Lock, Seen> seen = new HashMap<>();
  private HeldLocks locks = HeldLocks.NONE;
  private volatile boolean stopped;
  private @Nullable SQLException failure;

  private Sampler(Connection watching, int pid, Clock clock) {
    this.watching = watching;
    this.pid = pid;
    this.clock = clock;
    this.thread = new Thread(this::look, "look at locks");
    thread.setDaemon(true);
  }

  /** Begins to look. */
  static Sampler start(Connection watching, int pid, Clock clock) {
    var sampler = new Sampler(watching, pid, clock);
    sampler.thread.start();
    return sampler;
  }

  private void look() {
    try {
      while (!stopped) {
        var now = HeldLocks.of(watching, pid);
        var time = clock.now();
        locks = locks.and(now);
        now.modes()
            .forEach(
                (oid, modes) ->
                    modes.forEach(
                        mode ->
                            seen.merge(
                                new Lock(oid, mode),
                                new Seen(time, time),
                                (before, it) -> before.and(time))));
        TimeUnit.MICROSECONDS.sleep(PAUSE_MICROS);
      }
    } catch (SQLException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it; what it has seen can be read then. */
  @Override
  public void close() throws SQLException {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** All that was seen. */
  HeldLocks locks() {
    return locks;
  }

  /** When each was seen. */
  Map<Lock, Seen> times() {
    return Map.copyOf(seen);
  }
}
