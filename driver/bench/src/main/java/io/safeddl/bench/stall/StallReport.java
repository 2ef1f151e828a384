package io.safeddl.bench.stall;

import io.safeddl.bench.Json;
import io.safeddl.bench.stall.Round.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The results of a run, the comparison that they were made for, and what was promised but not kept.
 *
 * @param benchmark its name
 * @param major of the server
 * @param noiseMs the longest stall where nothing was changed at all
 * @param longestStallMs over all scenarios that can succeed, by contestant
 * @param timesPlain how many times longer plain's longest stall is than SafeDDL's
 * @param timesRetries how many times longer the retries' longest stall is than SafeDDL's
 * @param broken promises that this run did not keep, in words
 */
record StallReport(
    String benchmark,
    int major,
    boolean quick,
    long rows,
    int readers,
    int writers,
    int perSecondEach,
    double noiseMs,
    Map<String, Double> longestStallMs,
    double timesPlain,
    double timesRetries,
    List<String> broken,
    List<Line> rounds) {
  private static final String ROW = "%-50s %-26s %-9s %9s %9s %9s%n";

  /** One round, flat. */
  record Line(
      String scenario,
      String hold,
      List<String> change,
      boolean inTransaction,
      String contestant,
      String outcome,
      int attempts,
      long finishingMs,
      double longestStallMs,
      double p99Ms,
      double medianMs,
      int operations,
      int errors,
      String message) {
    static Line of(Result result) {
      var figures = result.figures();
      return new Line(
          result.scenario().name(),
          result.scenario().hold().words(),
          result.scenario().change(),
          result.scenario().inTransaction(),
          result.contestant(),
          word(result.outcome().end()),
          result.outcome().attempts(),
          result.outcome().finishingMs(),
          figures.longestStallMs(),
          figures.p99Ms(),
          figures.medianMs(),
          figures.operations(),
          result.errors().size(),
          result.outcome().message());
    }
  }

  static StallReport of(Settings settings, int major, List<Result> results) {
    var noise =
        results.stream()
            .filter(r -> r.scenario().change().isEmpty())
            .mapToDouble(r -> r.figures().longestStallMs())
            .max()
            .orElse(0);
    Map<String, Double> longest = new LinkedHashMap<>();
    results.stream()
        .filter(r -> !r.scenario().change().isEmpty() && !r.scenario().hold().endless())
        .forEach(r -> longest.merge(r.contestant(), r.figures().longestStallMs(), Math::max));
    var timesPlain = times(longest, PlainContestant.NAME);
    var timesRetries = times(longest, RetryContestant.NAME);
    var shape = settings.shape();
    return new StallReport(
        "stall",
        major,
        settings.quick(),
        shape.rows(),
        shape.readers(),
        shape.writers(),
        shape.perSecond(),
        noise,
        longest,
        timesPlain,
        timesRetries,
        Promises.broken(settings, results, timesPlain, timesRetries),
        results.stream().map(Line::of).toList());
  }

  /** How many times longer; 0 where one of the two was not measured. */
  private static double times(Map<String, Double> longest, String other) {
    var ours = longest.getOrDefault(SafeDdlContestant.NAME, 0.0);
    var theirs = longest.getOrDefault(other, 0.0);
    return ours == 0 ? 0 : Math.round(10 * theirs / ours) / 10.0;
  }

  static void printHeading(PrintWriter print) {
    print.printf(Locale.ROOT, ROW, "", "", "", "finished", "longest", "p99");
    print.printf(Locale.ROOT, ROW, "change, and what holds the table", "", "", "ms", "ms", "ms");
  }

  static void printLine(PrintWriter print, Result result) {
    print.printf(
        Locale.ROOT,
        ROW,
        result.scenario().title(),
        result.contestant(),
        word(result.outcome().end()),
        result.outcome().finishingMs(),
        Math.round(result.figures().longestStallMs()),
        Math.round(result.figures().p99Ms()));
  }

  void print(PrintWriter print) {
    print.println();
    print.printf(Locale.ROOT, "The machine's own noise: %.0f ms%n", noiseMs);
    longestStallMs.forEach(
        (name, ms) -> print.printf(Locale.ROOT, "Longest stall, %s: %.0f ms%n", name, ms));
    if (timesPlain > 0 && timesRetries > 0) {
      print.printf(
          Locale.ROOT,
          "SafeDDL's is 1/%.0f of plain's and 1/%.0f of the retries'%n",
          timesPlain,
          timesRetries);
    }
    broken.forEach(promise -> print.println("NOT KEPT: " + promise));
  }

  void write(Path file) throws IOException {
    Json.write(file, this);
  }

  private static String word(Outcome.End end) {
    return end.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
