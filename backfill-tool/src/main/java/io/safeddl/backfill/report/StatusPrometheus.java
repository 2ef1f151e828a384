package io.safeddl.backfill.report;

import io.safeddl.backfill.state.Status;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Jobs in the text format of Prometheus, for a textfile collector or a small web server. */
public final class StatusPrometheus {
  private StatusPrometheus() {}

  private record Metric(String name, String type, String help, ToDoubleFunction<Status> value) {}

  private static final List<Metric> METRICS =
      List.of(
          new Metric("rows_total", "counter", "Rows written.", Status::rows),
          new Metric("hot_rows_total", "counter", "Rows updated in place.", Status::hot),
          new Metric("pass", "gauge", "1 for the walk, more for sweeps.", Status::pass),
          new Metric("share", "gauge", "Part of the pass that is done.", Status::share),
          new Metric("blocks", "gauge", "Blocks of the table.", Status::blocks),
          new Metric("blocks_done", "gauge", "Blocks behind us in the pass.", Status::blocksDone),
          new Metric("left_to_sweep", "gauge", "Locked pieces left behind.", Status::waiting),
          new Metric("quarantined_rows", "gauge", "Rows that fail.", Status::quarantined),
          new Metric("workers", "gauge", "Workers alive.", StatusPrometheus::alive),
          new Metric(
              "filled",
              "gauge",
              "1 once every row is.",
              it -> it.job().filledAt().isPresent() ? 1 : 0),
          new Metric(
              "paused",
              "gauge",
              "1 where the user wants no batches.",
              it -> it.job().wanted().word().equals("run") ? 0 : 1));

  /** All of them. */
  public static String of(List<Status> jobs) {
    var text = new StringBuilder();
    for (var metric : METRICS) {
      var name = "safeddl_backfill_" + metric.name();
      text.append("# HELP ").append(name).append(' ').append(metric.help()).append('\n');
      text.append("# TYPE ").append(name).append(' ').append(metric.type()).append('\n');
      for (var job : jobs) {
        text.append(name)
            .append("{job=\"")
            .append(job.job().id())
            .append("\",table=\"")
            .append(escape(job.job().table().toSql()))
            .append("\"} ")
            .append(number(metric.value().applyAsDouble(job)))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static double alive(Status status) {
    return status.workers().stream().filter(Status.Worker::isAlive).count();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String escape(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
