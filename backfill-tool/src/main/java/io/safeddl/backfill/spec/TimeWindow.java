package io.safeddl.backfill.spec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * The hours of the day in which the backfill may write, from {@code opens} up to but not with
 * {@code closes}; over midnight where {@code closes} is the earlier one. Hours are those of the
 * clock on the wall: in the night of a change of the clock the window is longer or shorter.
 */
public record TimeWindow(LocalTime opens, LocalTime closes, ZoneId zone) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{2}:\\d{2})\\s*-\\s*(\\d{2}:\\d{2})\\s+(\\S+)");
  private static final String EXPECTED =
      "two different times of the day and a time zone, such as 22:00-06:00 Europe/Berlin";

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException what is expected
   */
  static TimeWindow parse(String text) {
    var matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    try {
      var opens = LocalTime.parse(matcher.group(1));
      var closes = LocalTime.parse(matcher.group(2));
      if (opens.equals(closes)) {
        throw new IllegalArgumentException(EXPECTED);
      }
      return new TimeWindow(opens, closes, ZoneId.of(matcher.group(3)));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(EXPECTED + "; there is no zone " + matcher.group(3), e);
    }
  }

  /** Whether it is open. */
  public boolean isOpen(Instant now) {
    var time = now.atZone(zone).toLocalTime();
    return opens.isBefore(closes)
        ? !time.isBefore(opens) && time.isBefore(closes)
        : !time.isBefore(opens) || time.isBefore(closes);
  }

  /** When it opens next, behind this moment. */
  public Instant nextOpening(Instant now) {
    var local = now.atZone(zone);
    var today = local.toLocalDate().atTime(opens).atZone(zone);
    return today.isAfter(local)
        ? today.toInstant()
        : local.toLocalDate().plusDays(1).atTime(opens).atZone(zone).toInstant();
  }

  @Override
  public String toString() {
    return opens + "-" + closes + " " + zone;
  }
}
