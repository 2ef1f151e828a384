package io.safeddl.backfill.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A plain backfill.
 *
 * @param set the columns and their values, expressions over the row's columns, in order
 * @param where which rows still want it; what is set must make it false
 */
public record Fill(Map<String, String> set, String where) {
  public Fill {
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    if (set.isEmpty()) {
      throw new IllegalArgumentException("at least one column to set");
    }
  }
}
