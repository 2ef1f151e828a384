package io.safeddl.bench.stall;

import io.safeddl.bench.traffic.ConnectionSource;
import io.safeddl.bench.traffic.Figures;
import io.safeddl.bench.traffic.Traffic;
import io.safeddl.bench.traffic.TrafficShape;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One contestant in one scenario: traffic, something that holds the table, the change, and all
 * taken back at the end.
 *
 * @param plain plain connections, for everything but the change itself
 * @param hold how long READER and WRITER keep the table
 */
record Round(ConnectionSource plain, TrafficShape shape, Duration hold) {
  private static final long WARM_UP_MS = 1_500;
  private static final long HEAD_START_MS = 300;
  private static final long AFTERWARDS_MS = 700;

  /**
   * What happened.
   *
   * @param blocker what a report of the blocker must name
   */
  record Result(
      Scenario scenario,
      String contestant,
      Outcome outcome,
      Figures figures,
      List<String> errors,
      String blocker) {}

  Result run(Scenario scenario, Contestant contestant) throws SQLException, InterruptedException {
    execute(scenario.prepare());
    try (var traffic = Traffic.start(plain, shape)) {
      Thread.sleep(WARM_UP_MS);
      var holder = Holder.open(scenario.hold(), plain);
      var scheduler = Executors.newSingleThreadScheduledExecutor();
      try (holder) {
        Callable<Void> release =
            () -> {
              holder.close();
              return null;
            };
        var released =
            scenario.hold().ends()
                ? scheduler.schedule(release, hold.toMillis(), TimeUnit.MILLISECONDS)
                : CompletableFuture.<Void>completedFuture(null);
        Thread.sleep(HEAD_START_MS);
        var from = traffic.nowNanos();
        var outcome = contestant.run(scenario);
        // Everybody is measured over the whole time that the table is held.
        released.get();
        Thread.sleep(AFTERWARDS_MS);
        var log = traffic.stop();
        var figures = log.figures(from, Long.MAX_VALUE);
        return new Result(
            scenario, contestant.name(), outcome, figures, log.errors(), holder.blocker());
      } catch (ExecutionException e) {
        throw new IllegalStateException("the table could not be given back", e.getCause());
      } finally {
        scheduler.shutdownNow();
      }
    } finally {
      execute(scenario.undo());
      execute(List.of("CHECKPOINT"));
    }
  }

  private void execute(List<String> statements) throws SQLException {
    try (var connection = plain.open();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
