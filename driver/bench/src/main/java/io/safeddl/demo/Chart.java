package io.safeddl.demo;

import io.safeddl.bench.traffic.TrafficLog.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Latency over time on a logarithmic axis, as SVG: one panel a run, both with the same axes. The
 * area is the longest latency of each moment, the line its median.
 */
final class Chart {
  private static final int WIDTH = 1120;
  private static final int LEFT = 62;
  private static final int RIGHT = 12;
  private static final int HEAD = 66;
  private static final int PLOT = 210;
  private static final int FOOT = 44;
  private static final int PANEL = HEAD + PLOT + FOOT;
  private static final int LABEL = 20;
  private static final int LABEL_ROWS = 2;

  private static final double LOWEST_MS = 0.1;
  private static final double NS_PER_MS = 1e6;

  private final List<Run> runs;
  private final double endNanos;
  private final double highestMs;
  private final StringBuilder svg = new StringBuilder();

  private Chart(List<Run> runs) {
    this.runs = runs;
    endNanos =
        runs.stream()
            .mapToDouble(r -> r.log().operations().get(r.log().operations().size() - 1).atNanos())
            .max()
            .orElseThrow();
    var longest = runs.stream().mapToDouble(r -> r.figures().longestStallMs()).max().orElseThrow();
    highestMs = Math.max(Math.pow(10, Math.ceil(Math.log10(longest))), 1_000);
  }

  /** The picture of these runs, one above the other. */
  static String of(List<Run> runs, List<String> titles) {
    return new Chart(runs).draw(titles);
  }

  private String draw(List<String> titles) {
    add(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"latency over time\">",
        WIDTH, PANEL * runs.size() - 16);
    for (var i = 0; i < runs.size(); i++) {
      add("<g transform=\"translate(0 %d)\" class=\"%s\">", PANEL * i, runs.get(i).name());
      panel(runs.get(i), titles.get(i));
      add("</g>");
    }
    add("</svg>");
    return svg.toString();
  }

  private void panel(Run run, String title) {
    add("<text class=\"title\" x=\"%d\" y=\"14\">%s</text>", LEFT, Html.escape(title));
    events(run);
    grid();
    latencies(run);
  }

  private void grid() {
    for (var ms = LOWEST_MS; ms <= highestMs * 1.001; ms *= 10) {
      var y = y(ms);
      add(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          LEFT, WIDTH - RIGHT, y, y);
      add("<text class=\"axis end\" x=\"%d\" y=\"%.1f\">%s</text>", LEFT - 8, y + 4, axisLabel(ms));
    }
    var seconds = endNanos / 1e9;
    var step = seconds > 90 ? 20 : seconds > 45 ? 10 : 5;
    for (var s = 0; s <= seconds; s += step) {
      add(
          "<text class=\"axis mid\" x=\"%.1f\" y=\"%d\">%d s</text>",
          x(s * 1_000_000_000L), HEAD + PLOT + 18, s);
    }
  }

  private static String axisLabel(double ms) {
    if (ms >= 999) {
      return Math.round(ms / 1_000) + " s";
    }
    return ms < 0.9 ? "0.1 ms" : Math.round(ms) + " ms";
  }

  private void events(Run run) {
    var occupied = new double[LABEL_ROWS];
    Arrays.fill(occupied, LEFT - LABEL);
    for (var event : run.events()) {
      var from = x(event.fromNanos());
      var width = Math.max(x(event.toNanos()) - from, 2);
      var middle = from + width / 2;
      var row = 0;
      while (row < LABEL_ROWS - 1 && middle - LABEL < occupied[row]) {
        row++;
      }
      occupied[row] = middle;
      var top = HEAD - 10 - LABEL * (LABEL_ROWS - 1 - row);
      add(
          "<g class=\"event %s\"><title>%s. %s: %s, %s</title>",
          event.answer().kind().word(),
          event.label(),
          Html.escape(event.what()),
          event.answer().kind().word(),
          Html.duration(event.tookMs()));
      add(
          "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
          from, top + 2, width, HEAD + PLOT - top - 2);
      add("<text x=\"%.1f\" y=\"%d\">%s</text></g>", middle, top - 2, event.label());
    }
  }

  private void latencies(Run run) {
    List<Bucket> buckets = buckets(run.log().operations());
    var floor = y(LOWEST_MS);
    var area = new StringBuilder();
    var median = new StringBuilder();
    var last = Double.NaN;
    for (var bucket : buckets) {
      area.append(
          number(
              Double.isNaN(last) ? "M%.1f %.1f" : "L%.1f %.1f",
              bucket.x(),
              Double.isNaN(last) ? floor : y(bucket.maxMs())));
      if (Double.isNaN(last)) {
        area.append(number("L%.1f %.1f", bucket.x(), y(bucket.maxMs())));
      }
      median.append(
          number(
              Double.isNaN(last) ? "M%.1f %.1f" : "L%.1f %.1f", bucket.x(), y(bucket.medianMs())));
      last = bucket.x();
    }
    area.append(number("L%.1f %.1fZ", last, floor));
    add("<path class=\"longest\" d=\"%s\"/>", area);
    add("<path class=\"median\" d=\"%s\"/>", median);
  }

  private record Bucket(double x, double maxMs, double medianMs) {}

  /** One bucket for each pixel of the axis in which an operation began. */
  private List<Bucket> buckets(List<Operation> operations) {
    List<Bucket> buckets = new ArrayList<>();
    var begin = 0;
    while (begin < operations.size()) {
      var pixel = pixel(operations.get(begin));
      var end = begin;
      while (end < operations.size() && pixel(operations.get(end)) == pixel) {
        end++;
      }
      var latencies =
          operations.subList(begin, end).stream()
              .mapToDouble(o -> o.latencyNanos() / NS_PER_MS)
              .sorted()
              .toArray();
      buckets.add(
          new Bucket(pixel, latencies[latencies.length - 1], latencies[latencies.length / 2]));
      begin = end;
    }
    return buckets;
  }

  private int pixel(Operation operation) {
    return (int) x(operation.atNanos());
  }

  private double x(long nanos) {
    return LEFT + (WIDTH - LEFT - RIGHT) * nanos / endNanos;
  }

  private double y(double ms) {
    var share = Math.log10(Math.max(ms, LOWEST_MS) / LOWEST_MS) / Math.log10(highestMs / LOWEST_MS);
    return HEAD + PLOT * (1 - share);
  }

  private static String number(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
