package io.safeddl.backfill.report;

import io.safeddl.backfill.recipe.Reading;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** In words how far a reading has come. */
final class ReadingText {
  private ReadingText() {}

  /**
   * How it stands.
   *
   * @param spent how long it has taken so far
   */
  static Optional<Look> of(Reading reading, Duration spent) {
    var blocks = reading.blocks();
    var done = Math.min(reading.done(), blocks);
    if (blocks == 0) {
      return Optional.empty();
    }
    var share = (double) done / blocks;
    var text = new StringBuilder("compared ");
    text.append(String.format(Locale.ROOT, "%.1f%%", 100 * share));
    if (reading.found() > 0) {
      text.append(", ").append(reading.found()).append(" rows differ");
    }
    if (share > 0 && share < 1) {
      var left = Duration.ofMillis((long) (spent.toMillis() * (1 - share) / share));
      text.append(", about ").append(StatusText.duration(left)).append(" left");
    }
    return Optional.of(
        new Look(reading.table().name(), share, reading.table() + ": " + text, text.toString()));
  }
}
