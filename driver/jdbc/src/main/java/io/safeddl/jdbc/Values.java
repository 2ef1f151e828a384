package io.safeddl.jdbc;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts of the configuration turned into values. All throw IllegalArgumentException: what is
 * expected.
 */
final class Values {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");

  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "min", 60_000L, "h", 3_600_000L);

  private static final Map<String, Long> BYTES =
      Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30, "TB", 1L << 40);

  /** PostgreSQL's time settings are int milliseconds. */
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  private Values() {}

  /** A duration above zero: zero would switch PostgreSQL's own limits off. */
  static Duration duration(String text) {
    String expected = "a duration above 0 and up to 24 days, such as 250ms, 2s or 5m";
    long millis = withUnit(text, MILLIS, expected);
    if (millis <= 0 || millis > LONGEST.toMillis()) {
      throw new IllegalArgumentException(expected);
    }
    return Duration.ofMillis(millis);
  }

  /** A size in bytes; zero is allowed. */
  static long size(String text) {
    return withUnit(text.toUpperCase(Locale.ROOT), BYTES, "a size such as 512KB, 8MB or 1GB");
  }

  private static long withUnit(String text, Map<String, Long> units, String expected) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text.trim());
    Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(expected);
    }
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  static long count(String text) {
    if (!text.trim().matches("\\d{1,18}")) {
      throw new IllegalArgumentException("a whole number of rows");
    }
    return Long.parseLong(text.trim());
  }

  static boolean onOff(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      default -> throw new IllegalArgumentException("on or off");
    };
  }

  /** Names separated by commas. */
  static Set<String> names(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::trim)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  static Path path(String text) {
    String expected = "the path of a file";
    if (text.isBlank()) {
      throw new IllegalArgumentException(expected);
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  static <E extends Enum<E>> E choice(Class<E> type, String text) {
    E[] constants = type.getEnumConstants();
    for (E constant : constants) {
      if (constant.name().equalsIgnoreCase(text.trim())) {
        return constant;
      }
    }
    throw new IllegalArgumentException("one of " + String.join(", ", words(type)));
  }

  /** An enumeration's words as they are written in the configuration. */
  static <E extends Enum<E>> String[] words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }
}
