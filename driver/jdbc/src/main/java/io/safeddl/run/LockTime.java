package io.safeddl.run;

import java.time.Duration;

/** How long the text that is carried out has waited for its locks, all together. */
final class LockTime {
  private Duration total = Duration.ZERO;

  void reset() {
    total = Duration.ZERO;
  }

  void add(Duration time) {
    total = total.plus(time);
  }

  Duration total() {
    return total;
  }
}
