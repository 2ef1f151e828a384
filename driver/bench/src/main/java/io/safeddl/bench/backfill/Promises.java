package io.safeddl.bench.backfill;

import io.safeddl.bench.backfill.Round.Measured;
import java.util.ArrayList;
import java.util.List;

/** What one worker has to be, beside the others, on a table with an int key and one index. */
final class Promises {
  private static final double TIMES_UPDATE = 2;
  private static final double TIMES_KEYSET = 3;
  private static final double WAL = 0.65;
  private static final double HEAP = 0.30;

  private Promises() {}

  /** Those that were not kept, in words. */
  static List<String> broken(Shape shape, List<Measured> medians) {
    if (shape.key() != Shape.Key.INT || shape.indexes() != 1) {
      return List.of();
    }
    var update = find(medians, new Contestant.OneUpdate());
    var keyset = find(medians, new Contestant.Keyset(1_000));
    var ours = find(medians, new Contestant.SafeDdlBackfill(1));
    var broken = new ArrayList<String>();
    least(broken, shape, "rows/s of one UPDATE", rate(ours, update), TIMES_UPDATE);
    least(broken, shape, "rows/s of keyset 1,000", rate(ours, keyset), TIMES_KEYSET);
    var wal = (double) ours.walBytesPerRow() / update.walBytesPerRow();
    most(broken, shape, "WAL of one UPDATE", wal, WAL);
    most(broken, shape, "growth of the heap", ours.heapGrowth(), HEAP);
    return broken;
  }

  private static double rate(Measured ours, Measured theirs) {
    return theirs.seconds() / ours.seconds();
  }

  private static void least(
      List<String> broken, Shape shape, String what, double value, double limit) {
    if (value < limit) {
      broken.add("%s: %.2f × %s, promised: %.2f".formatted(shape.words(), value, what, limit));
    }
  }

  private static void most(
      List<String> broken, Shape shape, String what, double value, double limit) {
    if (value > limit) {
      broken.add("%s: %.2f × %s, at most %.2f".formatted(shape.words(), value, what, limit));
    }
  }

  private static Measured find(List<Measured> medians, Contestant contestant) {
    return medians.stream()
        .filter(it -> it.contestant().equals(contestant.name()))
        .findFirst()
        .orElseThrow();
  }
}
