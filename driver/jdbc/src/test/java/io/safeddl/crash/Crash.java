package io.safeddl.crash;

import io.safeddl.testing.OwnServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/** Interrupts every plan at every point in every way, on the oldest and the newest server. */
final class Crash {
  private final Tally tally;
  private final PrintStream out;
  private final BiPredicate<Point, Kind> chosen;

  /**
   * @param chosen which of the possible interruptions to try
   */
  Crash(Tally tally, PrintStream out, BiPredicate<Point, Kind> chosen) {
    this.tally = tally;
    this.out = out;
    this.chosen = chosen;
  }

  /**
   * Arguments: the file for the figures, the major versions with commas, a regular expression that
   * the plans' names match, and one in how many of the interruptions to try.
   */
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    var tally = new Tally();
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int oneIn = Integer.parseInt(args[3]);
    var workers = Executors.newCachedThreadPool();
    List<Future<?>> all = new ArrayList<>();
    for (var major : args[1].split(",", -1)) {
      all.add(
          workers.submit(() -> chosen(tally, out, oneIn).run(Integer.parseInt(major), args[2])));
    }
    for (var worker : all) {
      worker.get();
    }
    workers.shutdown();
    var figures = Path.of(args[0]);
    Files.createDirectories(figures.toAbsolutePath().getParent());
    Files.writeString(figures, tally.json());
    out.print(tally.json());
    System.exit(tally.failures().isEmpty() ? 0 : 1);
  }

  /** In turn, so that over the plans every kind has its turn at every sort of point. */
  private static Crash chosen(Tally tally, PrintStream out, int oneIn) {
    var turn = new AtomicInteger();
    return new Crash(tally, out, (point, kind) -> turn.getAndIncrement() % oneIn == 0);
  }

  private void run(int major, String names) {
    try (var server = OwnServer.start(major);
        var tools = new Tools()) {
      for (var scenario : Scenarios.all()) {
        if (major >= scenario.since() && scenario.name().matches(names)) {
          for (var shape : Shape.values()) {
            run(server, tools, scenario, shape);
          }
        }
      }
    }
  }

  /** Interrupts one plan everywhere. */
  void run(OwnServer server, Tools tools, Scenario scenario, Shape shape) {
    try {
      var plan = new Plan(server, tools, scenario, shape, Yardstick.of(server, scenario));
      var points = plan.points();
      if (points.isEmpty()) {
        tally.refused(plan.toString());
        out.println(plan + ": refused");
        return;
      }
      tally.plan(plan);
      for (var point : points) {
        run(plan, point);
      }
      out.println(plan + ": " + tally.trials() + " trials, " + tally.failures().size() + " failed");
    } catch (SQLException | Wrong e) {
      tally.failed(
          scenario.name() + " " + shape + " on " + server.server().major() + ": " + e.getMessage());
      out.println(scenario.name() + " " + shape + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Plan plan, Point point) throws InterruptedException {
    boolean counted = false;
    for (var kind : Trial.kinds(point)) {
      if (!chosen.test(point, kind)) {
        continue;
      }
      try {
        if (!new Trial(plan, point, kind).run()) {
          return;
        }
      } catch (SQLException | Wrong | RuntimeException e) {
        plan.tools().discard();
        var what = plan + ", " + kind + " at " + point + ": " + e;
        tally.failed(what);
        out.println(what);
      }
      tally.trial(kind);
      if (!counted) {
        counted = true;
        tally.point();
      }
    }
  }
}
