package io.safeddl.check.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What became of several runs of a program.
 *
 * @param name of the program
 * @param runs how many there were
 * @param medianMs of the clock
 * @param fastestMs of the clock
 * @param slowestMs of the clock
 * @param medianCpuMs of the processors, user and system
 * @param peakMb the most memory of all runs
 */
record Figures(
    String name,
    int runs,
    double medianMs,
    double fastestMs,
    double slowestMs,
    double medianCpuMs,
    double peakMb) {
  static Figures of(String name, List<Run> runs) {
    var wall = sorted(runs, Run::wallMs);
    var cpu = sorted(runs, Run::cpuMs);
    var peak = sorted(runs, Run::peakMb);
    return new Figures(
        name,
        runs.size(),
        median(wall),
        wall.get(0),
        wall.get(wall.size() - 1),
        median(cpu),
        peak.get(peak.size() - 1));
  }

  private static List<Double> sorted(List<Run> runs, ToDoubleFunction<Run> figure) {
    var figures = new ArrayList<Double>();
    runs.forEach(run -> figures.add(Math.round(figure.applyAsDouble(run) * 10) / 10.0));
    figures.sort(null);
    return figures;
  }

  private static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  /** A row of a table. */
  String row() {
    return String.format(
        "%-34s %9.0f %9.0f %9.0f %9.0f %8.0f",
        name, medianMs, fastestMs, slowestMs, medianCpuMs, peakMb);
  }

  /** What stands over the rows. */
  static String head(String title) {
    return String.format(
        "%-34s %9s %9s %9s %9s %8s", title, "median", "fastest", "slowest", "cpu", "peak MB");
  }
}
