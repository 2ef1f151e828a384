package io.safeddl.backfill.report;

import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.state.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A job's standing in words. */
public final class StatusText {
  private StatusText() {}

  /** All that there is to say. */
  public static String of(Status status, long rowsPerSecond) {
    var text = new StringBuilder();
    text.append(line(status, rowsPerSecond)).append('\n');
    if (status.waiting() > 0) {
      text.append("  ")
          .append(status.waiting())
          .append(" pieces were locked and are left to the sweep\n");
    }
    if (status.begunAgain() > 0) {
      text.append("  begun again ")
          .append(status.begunAgain())
          .append(" times, because the rows had moved (VACUUM FULL, CLUSTER, a rewrite)\n");
    }
    if (status.quarantined() > 0) {
      text.append("  ")
          .append(status.quarantined())
          .append(" rows cannot be written; see the table backfill_quarantine\n");
    }
    for (var worker : status.workers()) {
      text.append("  worker ")
          .append(worker.id())
          .append(" (")
          .append(worker.host())
          .append(", process ")
          .append(worker.process())
          .append("): ")
          .append(worker.doing());
      if (!worker.isAlive()) {
        text.append("; silent for ").append(duration(worker.silent()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** The same in one line. */
  public static String line(Status status, long rowsPerSecond) {
    return status.job().table()
        + " "
        + List.copyOf(status.job().columns())
        + ": "
        + standing(status, rowsPerSecond)
        + behind(hindrance(status));
  }

  /** What stands beside a bar; what holds it up comes first, since the rest may be cut off. */
  static String beside(Status status, long rowsPerSecond) {
    var hindrance = hindrance(status);
    return (hindrance.isEmpty() ? "" : hindrance + "; ") + standing(status, rowsPerSecond);
  }

  private static String behind(String hindrance) {
    return hindrance.isEmpty() ? "" : "; " + hindrance;
  }

  private static String standing(Status status, long rowsPerSecond) {
    return phase(status)
        + ", "
        + status.rows()
        + " rows written"
        + (status.rows() == 0 ? "" : " (" + percent(status.hot(), status.rows()) + " in place)")
        + (rowsPerSecond == 0 || status.job().filledAt().isPresent()
            ? ""
            : ", " + rowsPerSecond + " rows/s")
        + status.remaining().map(it -> ", about " + duration(it) + " left").orElse("");
  }

  private static String phase(Status status) {
    var name =
        status.job().filledAt().isPresent()
            ? "filled" + behind(status.job())
            : switch (status.pass()) {
              case 0 -> "not begun";
              case 1 -> "walk " + percent(status.blocksDone(), status.blocks());
              default ->
                  "sweep "
                      + (status.pass() - 1)
                      + " "
                      + percent(status.blocksDone(), status.blocks());
            };
    return switch (status.job().wanted()) {
      case RUN -> name;
      case PAUSE -> name + ", paused";
      case CANCEL -> name + ", cancelled";
    };
  }

  /** How far a column has come behind its fill. */
  private static String behind(Job job) {
    var compared =
        job.verifiedAt().isEmpty()
            ? ""
            : job.differences().orElse(0L) == 0 ? ", compared" : ", compared: rows differ";
    return switch (job.phase()) {
      case EXPANDED -> compared;
      case BUILT -> ", built" + compared;
      case CUTOVER -> ", cut over";
      case CONTRACTED, ROLLEDBACK -> ", over";
    };
  }

  private static String hindrance(Status status) {
    var reasons =
        status.workers().stream()
            // What one said that has been killed since holds nobody up.
            .filter(Status.Worker::isAlive)
            .map(Status.Worker::doing)
            .filter(it -> !it.startsWith("chunk ") && !it.startsWith("waits for chunks"))
            .filter(it -> !it.equals("starts") && !it.equals("paused"))
            .distinct()
            .collect(Collectors.joining("; "));
    return reasons.isEmpty() ? "" : "stands back: " + reasons;
  }

  private static String percent(long part, long whole) {
    return whole == 0 ? "0%" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
  }

  /** {@code 2 h 5 min}. */
  public static String duration(Duration duration) {
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toSeconds() + " s";
  }
}
