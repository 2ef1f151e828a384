package io.safeddl.demo;

import io.safeddl.bench.traffic.Figures;
import io.safeddl.bench.traffic.TrafficLog;
import java.util.List;

/**
 * Everything that happened on one URL.
 *
 * @param name plain or safe
 * @param log what the application felt
 * @param events what was done to the database meanwhile, in order
 */
record Run(String name, TrafficLog log, List<Event> events) {
  /**
   * One thing that was done, in nanoseconds since the traffic began.
   *
   * @param label its number in the release; 4a is the first statement run instead of the fourth
   * @param reason why
   * @param what the statement, or the name of the migrations
   * @param underReport a report read the table meanwhile
   */
  record Event(
      String label,
      String reason,
      String what,
      boolean underReport,
      long fromNanos,
      long toNanos,
      Answer answer) {
    double tookMs() {
      return (toNanos - fromNanos) / 1e6;
    }
  }

  /** Over everything. */
  Figures figures() {
    return log.figures();
  }

  /** While this was done, and a moment after. */
  Figures figures(Event event) {
    return log.figures(event.fromNanos(), event.toNanos() + Stage.PAUSE.toNanos() / 2);
  }
}
