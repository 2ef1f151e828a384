package io.safeddl.bench.traffic;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One connection of the application. Operations start on a fixed schedule; each latency counts from
 * the moment the operation was meant to start, so an operation that had to wait behind a stalled
 * one counts its waiting too (no coordinated omission).
 */
final class Client implements Callable<Client.Felt> {
  private static final long STILL_RUNNING = Long.MAX_VALUE;

  private final ConnectionSource source;
  private final TrafficShape shape;
  private final int number;
  private final long offsetNanos;
  private final CountDownLatch ready;
  private final CountDownLatch go;
  private final AtomicLong origin;
  private final AtomicLong end;

  /** What it felt, and the errors that the application would have seen. */
  record Felt(Recorder recorder, boolean writes, List<String> errors) {}

  Client(
      ConnectionSource source,
      TrafficShape shape,
      int number,
      CountDownLatch ready,
      CountDownLatch go,
      AtomicLong origin,
      AtomicLong end) {
    this.source = source;
    this.shape = shape;
    this.number = number;
    this.offsetNanos = periodNanos(shape) * number / shape.clients();
    this.ready = ready;
    this.go = go;
    this.origin = origin;
    this.end = end;
  }

  private static long periodNanos(TrafficShape shape) {
    return 1_000_000_000L / shape.perSecond();
  }

  static AtomicLong openEnd() {
    return new AtomicLong(STILL_RUNNING);
  }

  @Override
  public Felt call() throws Exception {
    var recorder = new Recorder();
    List<String> errors = new ArrayList<>();
    try (var work = new Work(source, shape, number)) {
      work.once(); // The first one prepares and reads catalogs.
      ready.countDown();
      go.await();
      var period = periodNanos(shape);
      var first = origin.get() + offsetNanos;
      for (long i = 0; ; i++) {
        var intended = first + i * period;
        // What was meant to start before the end is still done: leaving it out would hide a stall.
        if (intended > end.get()) {
          return new Felt(recorder, work.writes(), errors);
        }
        sleepUntil(intended);
        try {
          work.once();
        } catch (SQLException e) {
          errors.add(e.getSQLState() + " " + e.getMessage());
        }
        recorder.add(intended, System.nanoTime() - intended);
      }
    } finally {
      ready.countDown(); // Also where the first operation fails, so that nobody waits for it.
    }
  }

  private static void sleepUntil(long nanoTime) {
    for (var left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
