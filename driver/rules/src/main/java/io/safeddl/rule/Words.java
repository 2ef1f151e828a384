package io.safeddl.rule;

import io.safeddl.effect.LockMode;
import io.safeddl.effect.RelationRef;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The wording that the messages share: which table, how large, who is stopped. */
final class Words {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  private Words() {}

  /** The table with its measured size: {@code public.orders (2.1 GB, about 12,000,000 rows)}. */
  static String table(RelationRef ref) {
    var relation = ref.relation();
    if (relation == null || relation.sizeBytes() < 0) {
      return ref + " (size unknown)";
    }
    var rows =
        relation.estimatedRows() >= 1
            ? String.format(Locale.ROOT, ", about %,.0f rows", relation.estimatedRows())
            : "";
    return ref + " (" + size(relation.sizeBytes()) + rows + ")";
  }

  /** A size as {@code pg_size_pretty} would round it for a reader: {@code 2.1 GB}. */
  static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    double value = bytes;
    var unit = -1;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }

  /** Who waits for that lock: {@code all reads and writes of it wait}. */
  static String stops(LockMode mode) {
    return mode.blocksReads()
        ? "every read and write of it waits"
        : "every write to it waits, reads go on";
  }

  /** The relation that suffers most, the named parent before its partitions. */
  static <T> T worst(List<T> found, Function<T, RelationRef> relation) {
    var worst = found.get(0);
    for (T candidate : found) {
      if (weight(relation.apply(candidate)) > weight(relation.apply(worst))) {
        worst = candidate;
      }
    }
    return worst;
  }

  /** Tells of the other relations concerned: {@code , and so for 3 more tables}. */
  static <T> String others(List<T> found, Function<T, RelationRef> relation) {
    var names = new LinkedHashSet<String>();
    for (T each : found) {
      names.add(relation.apply(each).toString());
    }
    var more = names.size() - 1;
    return more == 0
        ? ""
        : more == 1 ? "; so for 1 more table" : "; so for " + more + " more tables";
  }

  /** {@code a, b and c}. */
  static String list(Collection<String> words) {
    var all = List.copyOf(words);
    var last = all.size() - 1;
    return last < 1
        ? String.join("", all)
        : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
  }

  private static double weight(RelationRef ref) {
    var relation = ref.relation();
    return relation == null || relation.sizeBytes() < 0
        ? Double.MAX_VALUE
        : (double) relation.sizeBytes();
  }
}
