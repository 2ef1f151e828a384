package io.safeddl.backfill.run;

import io.safeddl.backfill.spec.TimeWindow;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.Wanted;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Stands before each batch: lets it pass, holds it up, or says that this is the end. */
final class Gate {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration ASK = Duration.ofMillis(500);

  /** What a worker does when it need not wait any more; nobody shall read that it still does. */
  private static final String OPEN = "goes on";

  private final Orders orders;
  private final Supplier<Optional<String>> throttle;
  private final Optional<TimeWindow> window;
  private final Clock clock;
  private final JobTable jobs;
  private final long job;
  private final double niceRatio;
  private long restsUntil = System.nanoTime();

  Gate(
      Orders orders,
      Supplier<Optional<String>> throttle,
      Optional<TimeWindow> window,
      Clock clock,
      JobTable jobs,
      long job,
      double niceRatio) {
    this.orders = orders;
    this.throttle = throttle;
    this.window = window;
    this.clock = clock;
    this.jobs = jobs;
    this.job = job;
    this.niceRatio = niceRatio;
  }

  /** A batch has taken so long: the next one comes {@code niceRatio} times as much later. */
  void worked(Duration time) {
    restsUntil = System.nanoTime() + (long) (niceRatio * time.toNanos());
  }

  /** What is done while the gate is shut, every now and then, and when it opens. */
  interface Keeper {
    /** The gate is shut, for this reason; or it is not any more. */
    void keep(String reason) throws SQLException, LeaseLostException;
  }

  /**
   * Waits until the next batch may run.
   *
   * @return empty where it may, else why this is the end
   */
  Optional<Ending> pass(Keeper keeper) throws SQLException, InterruptedException {
    rest(keeper);
    var asked = 0L;
    while (true) {
      var end = end();
      if (end.isPresent()) {
        return end;
      }
      var reason = reason();
      if (reason.isEmpty()) {
        if (asked != 0) {
          keeper.keep(OPEN);
        }
        return Optional.empty();
      }
      var now = System.nanoTime();
      if (asked == 0 || now - asked > ASK.toNanos()) {
        asked = now;
        ask(keeper, reason.get());
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  /** A rest is short as a rule, and no news; only of a long one others are told. */
  private void rest(Keeper keeper) throws SQLException, InterruptedException {
    var asked = System.nanoTime();
    var now = asked;
    while (restsUntil - now > 0 && end().isEmpty()) {
      if (now - asked > ASK.toNanos()) {
        asked = now;
        ask(keeper, "rests (niceRatio)");
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(restsUntil - now, LOOK.toNanos()));
      now = System.nanoTime();
    }
  }

  private void ask(Keeper keeper, String reason) throws SQLException {
    keeper.keep(reason);
    orders.want(jobs.byId(job).wanted());
  }

  private Optional<Ending> end() {
    if (orders.isStopped()) {
      return Optional.of(Ending.STOPPED);
    }
    if (orders.wanted() == Wanted.CANCEL) {
      return Optional.of(Ending.CANCELLED);
    }
    return window.filter(it -> !it.isOpen(clock.instant())).map(it -> Ending.OUTSIDE_WINDOW);
  }

  private Optional<String> reason() {
    return orders.wanted() == Wanted.PAUSE ? Optional.of("paused") : throttle.get();
  }
}
