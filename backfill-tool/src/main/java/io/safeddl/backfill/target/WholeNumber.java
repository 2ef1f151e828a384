package io.safeddl.backfill.target;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types for whole numbers, from the narrowest on (manual section 8.1.1). */
public enum WholeNumber {
  SMALLINT(Short.MAX_VALUE),
  INTEGER(Integer.MAX_VALUE),
  BIGINT(Long.MAX_VALUE);

  private final long largest;

  WholeNumber(long largest) {
    this.largest = largest;
  }

  /**
   * The type of that name.
   *
   * @param type as {@code format_type} has it
   */
  public static Optional<WholeNumber> of(String type) {
    return Arrays.stream(values())
        .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(type))
        .findFirst();
  }

  /** Whether both are such types, and the second one holds each value of the first and more. */
  public static boolean widens(String from, String to) {
    var narrow = of(from);
    return narrow.isPresent() && of(to).filter(it -> it.compareTo(narrow.get()) > 0).isPresent();
  }

  /** Whether it can hold the number. */
  public boolean holds(long number) {
    return number <= largest && number >= -largest - 1;
  }
}
