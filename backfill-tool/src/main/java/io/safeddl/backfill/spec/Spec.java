package io.safeddl.backfill.spec;

import java.util.List;
import java.util.Optional;

/**
 * What a spec file says. There are mirrors or there is a fill, never both.
 *
 * @param mirrors pairs of columns that a trigger keeps the same while the old rows are filled
 * @param fill a plain backfill: columns that are set where a condition holds
 * @param window when the backfill may write; always where it is empty
 */
public record Spec(
    TableName table,
    List<Mirror> mirrors,
    Optional<Fill> fill,
    BatchOptions batch,
    ThrottleOptions throttle,
    Optional<TimeWindow> window) {
  public Spec {
    mirrors = List.copyOf(mirrors);
    if (mirrors.isEmpty() == fill.isEmpty()) {
      throw new IllegalArgumentException("mirrors or a fill, and not both");
    }
  }

  /** The columns that the backfill writes, in the order of the file. */
  public List<String> written() {
    return fill.map(it -> List.copyOf(it.set().keySet()))
        .orElseGet(() -> mirrors.stream().map(Mirror::to).toList());
  }
}
