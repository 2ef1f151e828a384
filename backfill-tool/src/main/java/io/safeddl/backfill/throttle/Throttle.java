package io.safeddl.backfill.throttle;

import io.safeddl.backfill.spec.ThrottleOptions;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Watches all the signals that the user wants watched. Closing it ends that. */
public final class Throttle implements AutoCloseable, Supplier<Optional<String>> {
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration NOW_AND_THEN = Duration.ofSeconds(1);

  private final List<Collector> collectors;
  private final List<Thread> threads = new ArrayList<>();

  private Throttle(List<Collector> collectors) {
    this.collectors = List.copyOf(collectors);
  }

  /** Opens a session; each signal gets one of its own. */
  @FunctionalInterface
  public interface Source {
    /** Opens it. */
    Database open() throws SQLException;
  }

  /** Begins to watch. */
  public static Throttle start(ThrottleOptions options, Target target, Source source) {
    return start(collectors(options, target, source));
  }

  static Throttle start(List<Collector> collectors) {
    var throttle = new Throttle(collectors);
    for (var collector : collectors) {
      var thread = new Thread(collector, "safeddl throttle");
      thread.setDaemon(true);
      thread.start();
      throttle.threads.add(thread);
    }
    return throttle;
  }

  private static List<Collector> collectors(ThrottleOptions options, Target target, Source source) {
    var collectors = new ArrayList<Collector>();
    options
        .replicaLag()
        .ifPresent(
            it ->
                add(
                    collectors,
                    new ReplicaLag(it, options.replicas(), System::nanoTime),
                    source,
                    OFTEN));
    add(collectors, new LockWaiters(options.lockWaiters()), source, OFTEN);
    options
        .activeSessions()
        .ifPresent(it -> add(collectors, new ActiveSessions(it), source, OFTEN));
    options
        .walRate()
        .ifPresent(it -> add(collectors, new WalRate(it, System::nanoTime), source, OFTEN));
    options
        .requestedCheckpoints()
        .ifPresent(
            it ->
                add(
                    collectors,
                    new RequestedCheckpoints(it, target.server(), System::nanoTime),
                    source,
                    NOW_AND_THEN));
    options
        .deadRows()
        .ifPresent(it -> add(collectors, new DeadRows(it, target.oid()), source, NOW_AND_THEN));
    options.pauseWhen().ifPresent(it -> add(collectors, new PauseWhen(it), source, NOW_AND_THEN));
    add(collectors, new WraparoundVacuum(target.oid()), source, NOW_AND_THEN);
    return collectors;
  }

  private static void add(
      List<Collector> collectors, Signal signal, Source source, Duration period) {
    collectors.add(new Collector(signal, source::open, period, Collector.BLIND));
  }

  /** Why no batch may run now: the first reason that holds. */
  @Override
  public Optional<String> get() {
    return collectors.stream().flatMap(it -> it.reason().stream()).findFirst();
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
