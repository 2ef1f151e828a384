package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.Mirror;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The columns that change, under the names that the application knows.
 *
 * @param forward before the cutover those that take their place
 * @param back behind it those that had it before
 */
record Twins(Map<String, String> forward, Map<String, String> back) {
  Twins {
    forward = Map.copyOf(forward);
    back = Map.copyOf(back);
  }

  /** Those of a spec. */
  static Twins of(List<Mirror> mirrors) {
    return new Twins(map(mirrors, Mirror::to), map(mirrors, Mirror::old));
  }

  private static Map<String, String> map(List<Mirror> mirrors, Function<Mirror, String> other) {
    var map = new LinkedHashMap<String, String>();
    mirrors.forEach(mirror -> map.put(mirror.from(), other.apply(mirror)));
    return map;
  }

  /** The columns, as a parameter. */
  String[] names() {
    return forward.keySet().stream().sorted().toArray(String[]::new);
  }
}
