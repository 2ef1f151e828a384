package io.safeddl.equivalence;

import io.safeddl.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as it was made.
 *
 * @param columns their names, unquoted
 * @param partitionedBy {@code RANGE (k)} and the like, or null
 * @param partitions the direct and indirect partitions
 * @param keys the columns that a unique key of it must hold
 * @param free a bound that no partition of it has yet, or null
 */
record Made(
    String schema,
    String name,
    List<String> columns,
    @Nullable String partitionedBy,
    List<Made> partitions,
    List<String> keys,
    @Nullable String free) {
  /** With its schema, as SQL text. */
  String sql() {
    return Identifiers.quote(schema) + "." + Identifiers.quote(name);
  }

  /** Itself and its partitions. */
  List<Made> family() {
    var all = new ArrayList<Made>();
    all.add(this);
    all.addAll(partitions);
    return all;
  }
}
