package io.safeddl.bench.backfill;

import io.safeddl.bench.backfill.Round.Measured;
import java.util.Comparator;
import java.util.List;

/** The middle of several rounds. */
final class Medians {
  private Medians() {}

  /** The round of a contestant that took the median time. */
  static Measured of(List<Measured> measured, String contestant) {
    var its =
        measured.stream()
            .filter(it -> it.contestant().equals(contestant))
            .sorted(Comparator.comparingDouble(Measured::seconds))
            .toList();
    return its.get((its.size() - 1) / 2);
  }

  /** The median; of an even number the lower one, so that it was measured. */
  static double of(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    return sorted.get((sorted.size() - 1) / 2);
  }
}
