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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Interrupts every plan at every point in every way, on the oldest and the newest server. */
final class Crash {
  private static final int NEWEST = 18;

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
   * the plans' names match, one in how many of the interruptions to try, and how many servers of
   * each version to interrupt side by side.
   */
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    var tally = new Tally();
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var figures = Path.of(args[0]);
    Files.createDirectories(figures.toAbsolutePath().getParent());
    int oneIn = Integer.parseInt(args[3]);
    var classes = archive().reading();
    var workers = Executors.newCachedThreadPool();
    List<Future<?>> all = new ArrayList<>();
    for (var version : args[1].split(",", -1)) {
      int major = Integer.parseInt(version);
      var work = new ConcurrentLinkedQueue<>(Work.of(major, args[2]));
      for (int lane = 0; lane < Integer.parseInt(args[4]); lane++) {
        var crash = chosen(tally, out, oneIn);
        all.add(workers.submit(() -> crash.run(major, work, classes, figures)));
      }
    }
    for (var worker : all) {
      worker.get();
    }
    workers.shutdown();
    out.print(tally.json());
    System.exit(tally.failures().isEmpty() ? 0 : 1);
  }

  /** What one lane takes up at a time. */
  private record Work(Scenario scenario, Shape shape) {
    static List<Work> of(int major, String names) {
      return Scenarios.all().stream()
          .filter(scenario -> major >= scenario.since() && scenario.name().matches(names))
          .flatMap(scenario -> Stream.of(Shape.values()).map(shape -> new Work(scenario, shape)))
          .toList();
    }
  }

  /** Of the classes that a tool loads in a plan of several steps and statements. */
  private static ClassArchive archive() {
    var archive = ClassArchive.ofThisJvm("tool");
    try (var server = OwnServer.start(NEWEST);
        var world = Arena.of(server, Scenarios.ADD_COLUMN_CREATE_INDEX);
        var tools = new Tools(archive.writing())) {
      var scenario = Scenarios.ADD_COLUMN_CREATE_INDEX;
      var expected = Yardstick.of(world, scenario);
      var unused = new Plan(server, tools, scenario, Shape.TRANSACTION, world, expected).points();
      tools.ready().end();
      return archive;
    } catch (SQLException | Wrong e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** In turn, so that over the plans every kind has its turn at every sort of point. */
  private static Crash chosen(Tally tally, PrintStream out, int oneIn) {
    var turn = new AtomicInteger();
    return new Crash(tally, out, (point, kind) -> turn.getAndIncrement() % oneIn == 0);
  }

  private void run(int major, Queue<Work> all, List<String> classes, Path figures) {
    try (var server = OwnServer.start(major);
        var tools = new Tools(classes)) {
      for (var work = all.poll(); work != null; work = all.poll()) {
        run(server, tools, work.scenario(), work.shape());
        tally.write(figures);
      }
    }
  }

  /** Interrupts one plan everywhere. */
  void run(OwnServer server, Tools tools, Scenario scenario, Shape shape) {
    try (var world = Arena.of(server, scenario)) {
      var expected = Yardstick.of(world, scenario);
      var plan = new Plan(server, tools, scenario, shape, world, expected);
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
      tally.trial(plan, kind);
      if (!counted) {
        counted = true;
        tally.point();
      }
    }
  }
}
