package io.safeddl.check.trace;

import java.util.Locale;

/** Times for people. */
public final class Milliseconds {
  private static final long MICROS = 1_000;
  private static final long PRECISE = 10 * MICROS;

  private Milliseconds() {}

  /** {@code 0.4 ms}, {@code 12 ms}, {@code 1,234 ms}. */
  public static String of(long micros) {
    var millis = (double) micros / MICROS;
    return String.format(Locale.ROOT, micros < PRECISE ? "%.1f ms" : "%,.0f ms", millis);
  }
}
