package io.safeddl.bench.backfill;

import io.safeddl.bench.Json;
import io.safeddl.bench.backfill.Round.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How time, WAL and memory grow with the rows, and what that says of a hundred million. */
@Command(name = "scale", description = "The tool on tables that double, and 100 M extrapolated.")
final class ScaleCommand implements Callable<Integer> {
  private static final long HUNDRED_MILLION = 100_000_000;
  private static final int LEAST_SIZES = 3;
  private static final String LINE = "  %12s %8s %14s %10s %8s %8s %10s%n";

  @Spec @Nullable CommandSpec spec;
  @Mixin BackfillBenchmark.Common common = new BackfillBenchmark.Common();

  @Option(names = "--rows", split = ",", description = "Default: ${DEFAULT-VALUE}.")
  List<Long> rows = List.of(1_000_000L, 2_000_000L, 5_000_000L, 10_000_000L, 20_000_000L);

  @Option(names = "--workers", description = "Default: ${DEFAULT-VALUE}.")
  int workers = 1;

  /**
   * What is written to the file.
   *
   * @param secondsPerMillion the slope of the least squares line through seconds over rows
   * @param linearity its coefficient of determination; 1 is a line
   * @param hundredMillionSeconds what the line says of 100 million rows
   */
  record Result(
      String benchmark,
      int major,
      int workers,
      double secondsPerMillion,
      double linearity,
      double hundredMillionSeconds,
      List<Measured> measured) {}

  @Override
  public Integer call() throws Exception {
    if (rows.stream().distinct().count() < LEAST_SIZES) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--rows: a line wants at least " + LEAST_SIZES + " sizes");
    }
    var print = Objects.requireNonNull(spec).commandLine().getOut();
    print.printf(LINE, "rows", "s", "s per million", "WAL B/row", "heap", "HOT", "memory MB");
    var measured = new ArrayList<Measured>();
    try (var server = common.server()) {
      for (var count : rows) {
        var shape = new Shape(count, Shape.Key.INT, 1);
        try (var template = server.server().createDatabase()) {
          try (var connection = template.connect()) {
            shape.create(connection);
          }
          var it = Round.run(template, shape, new Contestant.SafeDdlBackfill(workers));
          measured.add(it);
          print.printf(
              LINE,
              "%,d".formatted(count),
              "%.1f".formatted(it.seconds()),
              "%.2f".formatted(it.seconds() * 1e6 / count),
              it.walBytesPerRow(),
              "%+.0f%%".formatted(100 * it.heapGrowth()),
              "%.0f%%".formatted(100 * it.hotShare()),
              "%.0f".formatted(it.memoryMb()));
        }
      }
    }
    var line = Line.through(measured);
    var extrapolated = line.intercept + line.slope * HUNDRED_MILLION;
    print.printf(
        Locale.ROOT,
        "  100,000,000 by the line through these (R² %.4f): %.0f s%n",
        line.fit,
        extrapolated);
    Json.write(
        common.out,
        new Result(
            "backfill-scale",
            common.major,
            workers,
            line.slope * 1e6,
            line.fit,
            extrapolated,
            measured));
    return 0;
  }

  /** The least squares line of seconds over rows. */
  private record Line(double intercept, double slope, double fit) {
    static Line through(List<Measured> points) {
      var x = points.stream().mapToDouble(Measured::rows).average().orElse(0);
      var y = points.stream().mapToDouble(Measured::seconds).average().orElse(0);
      double xx = 0;
      double xy = 0;
      double yy = 0;
      for (var point : points) {
        xx += (point.rows() - x) * (point.rows() - x);
        xy += (point.rows() - x) * (point.seconds() - y);
        yy += (point.seconds() - y) * (point.seconds() - y);
      }
      var slope = xx == 0 ? 0 : xy / xx;
      return new Line(y - slope * x, slope, xx == 0 || yy == 0 ? 0 : xy * xy / (xx * yy));
    }
  }
}
