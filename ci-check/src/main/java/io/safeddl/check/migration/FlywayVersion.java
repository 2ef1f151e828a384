package io.safeddl.check.migration;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A version as Flyway orders them: numbers between dots or underscores, by value, those that are
 * not there counting as zero.
 */
record FlywayVersion(String text, List<BigInteger> parts) implements Comparable<FlywayVersion> {
  private static final Pattern NUMBERS = Pattern.compile("[0-9]++([._][0-9]++)*+");

  /** Reads a version; null for what is none. */
  static @Nullable FlywayVersion of(String text) {
    if (!NUMBERS.matcher(text).matches()) {
      return null;
    }
    var dotted = text.replace('_', '.');
    return new FlywayVersion(
        dotted, Stream.of(dotted.split("\\.", -1)).map(BigInteger::new).toList());
  }

  @Override
  public int compareTo(FlywayVersion other) {
    for (var i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
      var order = part(i).compareTo(other.part(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private BigInteger part(int index) {
    return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
  }
}
