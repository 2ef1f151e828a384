package io.safeddl.plan;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of settings turned into values, the same for the driver's properties and the files of
 * the other programs. All throw IllegalArgumentException: what is expected.
 */
public final class SettingText {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");

  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "min", 60_000L, "h", 3_600_000L);

  private static final Map<String, Long> BYTES =
      Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30, "TB", 1L << 40);

  /** PostgreSQL's time settings are int milliseconds. */
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  private SettingText() {}

  /** A duration above zero: zero would switch PostgreSQL's own limits off. */
  public static Duration duration(String text) {
    String expected = "a duration above 0 and up to 24 days, such as 250ms, 2s or 5m";
    long millis = withUnit(text, MILLIS, expected);
    if (millis <= 0 || millis > LONGEST.toMillis()) {
      throw new IllegalArgumentException(expected);
    }
    return Duration.ofMillis(millis);
  }

  /** A size in bytes; zero is allowed. */
  public static long size(String text) {
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

  /** A number of rows. */
  public static long count(String text) {
    if (!text.trim().matches("\\d{1,18}")) {
      throw new IllegalArgumentException("a whole number of rows");
    }
    return Long.parseLong(text.trim());
  }
}
