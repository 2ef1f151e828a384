package io.safeddl.check.trace.page;

import io.safeddl.check.trace.Trace;
import io.safeddl.check.trace.TracedStatement;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where something stands on the time line, as a part of its width: by the clock, and by the
 * statements, each of which is as wide as the other. The style sheet chooses between the two.
 */
final class Scale {
  private final long end;
  private final long[] starts;

  Scale(Trace trace) {
    this.end = Math.max(1, trace.end());
    this.starts = trace.statements().stream().mapToLong(TracedStatement::start).toArray();
  }

  /** The whole width, in microseconds. */
  long end() {
    return end;
  }

  /**
   * A place, as properties for the style sheet.
   *
   * @param from in microseconds
   * @param to in microseconds
   * @param statement the number of the statement with which it begins
   */
  String style(long from, long to, int statement) {
    return "--t0:"
        + part(from, end)
        + ";--t1:"
        + part(to, end)
        + ";--o0:"
        + part(statement - 1, starts.length)
        + ";--o1:"
        + part(last(to, statement), starts.length);
  }

  /** The last statement that began before this time. */
  private int last(long time, int atLeast) {
    var found = Arrays.binarySearch(starts, time);
    var before = found >= 0 ? found : -found - 1;
    while (before > 0 && starts[before - 1] >= time) {
      before--;
    }
    return Math.max(atLeast, before);
  }

  private static String part(long of, long all) {
    return String.format(Locale.ROOT, "%.5f", all == 0 ? 0 : (double) of / all);
  }
}
