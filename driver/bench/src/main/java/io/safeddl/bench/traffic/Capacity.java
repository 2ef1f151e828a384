package io.safeddl.bench.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How much of an application's work a server can do where nobody waits between two operations. */
public final class Capacity {
  private Capacity() {}

  /**
   * Lets the clients work without a pause.
   *
   * @param shape its rate does not count
   * @return operations per second, of all clients together
   */
  public static double perSecond(ConnectionSource source, TrafficShape shape, Duration time)
      throws InterruptedException {
    var threads = Executors.newFixedThreadPool(shape.clients());
    try {
      var end = System.nanoTime() + time.toNanos();
      var clients = new ArrayList<Future<Long>>();
      for (var number = 0; number < shape.clients(); number++) {
        clients.add(threads.submit(client(source, shape, number, end)));
      }
      long operations = 0;
      for (var client : clients) {
        operations += client.get();
      }
      return operations / (time.toNanos() / 1e9);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client of the application failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Long> client(
      ConnectionSource source, TrafficShape shape, int number, long end) {
    return () -> {
      long operations = 0;
      try (var work = new Work(source, shape, number)) {
        while (System.nanoTime() < end) {
          work.once();
          operations++;
        }
      }
      return operations;
    };
  }
}
