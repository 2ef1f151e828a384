package io.safeddl.bench.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** A running application: its clients work until {@link #stop()}. */
public final class Traffic implements AutoCloseable {
  private final ExecutorService threads;
  private final List<Future<Client.Felt>> clients = new ArrayList<>();
  private final AtomicLong origin = new AtomicLong();
  private final AtomicLong end = Client.openEnd();

  private Traffic(int clients) {
    threads =
        Executors.newFixedThreadPool(
            clients,
            task -> {
              var thread = new Thread(task, "application");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts the clients, and returns when all of them are connected and at work. */
  public static Traffic start(ConnectionSource source, TrafficShape shape)
      throws InterruptedException {
    var traffic = new Traffic(shape.clients());
    var ready = new CountDownLatch(shape.clients());
    var go = new CountDownLatch(1);
    for (var number = 0; number < shape.clients(); number++) {
      var client = new Client(source, shape, number, ready, go, traffic.origin, traffic.end);
      traffic.clients.add(traffic.threads.submit(client));
    }
    ready.await();
    traffic.origin.set(System.nanoTime());
    go.countDown();
    return traffic;
  }

  /** Nanoseconds since the traffic began: the clock of {@link TrafficLog}. */
  public long nowNanos() {
    return System.nanoTime() - origin.get();
  }

  /**
   * Lets the clients finish what was due by now and returns what they felt.
   *
   * @throws IllegalStateException where a client could not work at all
   */
  public TrafficLog stop() throws InterruptedException {
    end.set(System.nanoTime());
    List<Client.Felt> felt = new ArrayList<>();
    try {
      for (var client : clients) {
        felt.add(client.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client of the application failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return TrafficLog.of(felt, origin.get());
  }

  /** Ends the clients without asking what they felt. */
  @Override
  public void close() {
    end.compareAndSet(Long.MAX_VALUE, System.nanoTime());
    threads.shutdownNow();
  }
}
