package io.safeddl.run;

import java.time.Duration;

/** How figures are written in messages. */
final class Words {
  private Words() {}

  /** {@code 250 ms}, {@code 2.5 s}, {@code 12 min 5 s}, {@code 3 h 20 min}. */
  static String duration(Duration duration) {
    long ms = duration.toMillis();
    if (ms < 1_000) {
      return ms + " ms";
    }
    if (ms < 60_000) {
      return ms % 1_000 < 100 ? ms / 1_000 + " s" : ms / 1_000 + "." + ms % 1_000 / 100 + " s";
    }
    if (ms < 3_600_000) {
      return ms / 60_000 + " min" + (ms / 1_000 % 60 == 0 ? "" : " " + ms / 1_000 % 60 + " s");
    }
    return ms / 3_600_000 + " h" + (ms / 60_000 % 60 == 0 ? "" : " " + ms / 60_000 % 60 + " min");
  }
}
