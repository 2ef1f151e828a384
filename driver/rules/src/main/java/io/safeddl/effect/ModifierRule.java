package io.safeddl.effect;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * When a length coercion does nothing, so that the planner leaves it out: the conditions of
 * PostgreSQL's support functions for casts (measured on 14–18).
 */
enum ModifierRule {
  /** Whatever the modifiers. */
  ANY {
    @Override
    boolean holds(List<String> from, List<String> to, String timeZone) {
      return true;
    }
  },
  /** The target has no modifier. */
  UNBOUNDED {
    @Override
    boolean holds(List<String> from, List<String> to, String timeZone) {
      return to.isEmpty();
    }
  },
  /** The length does not shrink. */
  GROWING {
    @Override
    boolean holds(List<String> from, List<String> to, String timeZone) {
      return to.isEmpty() || (!from.isEmpty() && number(to, 0) >= number(from, 0));
    }
  },
  /** The fractional digits of seconds do not become fewer; 6 is the most there are. */
  PRECISION {
    @Override
    boolean holds(List<String> from, List<String> to, String timeZone) {
      return to.isEmpty() || number(to, 0) >= (from.isEmpty() ? MAX_PRECISION : number(from, 0));
    }
  },
  /** numeric: the same scale and no fewer digits. */
  SCALE {
    @Override
    boolean holds(List<String> from, List<String> to, String timeZone) {
      return to.isEmpty()
          || (!from.isEmpty()
              && number(to, 0) >= number(from, 0)
              && number(to, 1) == number(from, 1));
    }
  },
  /** Between timestamp and timestamptz: only where local time is UTC all year round. */
  UTC {
    @Override
    boolean holds(List<String> from, List<String> to, String timeZone) {
      return ZONES.contains(timeZone.toUpperCase(Locale.ROOT))
          && (to.isEmpty() || number(to, 0) >= MAX_PRECISION);
    }
  },
  /** interval: the finest field stays or becomes finer, and seconds lose no digits. */
  INTERVAL {
    @Override
    boolean holds(List<String> from, List<String> to, String timeZone) {
      if (to.isEmpty()) {
        return true;
      }
      int before = finest(from);
      return finest(to) <= before
          && (before > 0 || digits(to) >= MAX_PRECISION || digits(to) >= digits(from));
    }
  };

  private static final int MAX_PRECISION = 6;

  /** Zones with a fixed offset of zero; any other spelling counts as another zone. */
  private static final Set<String> ZONES =
      Set.of(
          "UTC",
          "GMT",
          "ETC/UTC",
          "ETC/GMT",
          "UCT",
          "ETC/UCT",
          "ZULU",
          "ETC/ZULU",
          "UNIVERSAL",
          "ETC/UNIVERSAL",
          "GREENWICH",
          "ETC/GREENWICH",
          "GMT0",
          "GMT+0",
          "GMT-0",
          "ETC/GMT0",
          "0",
          "+00",
          "00");

  private static final List<String> FIELDS =
      List.of("SECOND", "MINUTE", "HOUR", "DAY", "MONTH", "YEAR");

  /** True where the coercion changes no value. */
  abstract boolean holds(List<String> from, List<String> to, String timeZone);

  private static int number(List<String> modifiers, int index) {
    if (index >= modifiers.size()) {
      return 0;
    }
    try {
      return Integer.parseInt(modifiers.get(index).strip());
    } catch (NumberFormatException e) {
      return Integer.MIN_VALUE; // not a number: the server will say so
    }
  }

  /** 0 for seconds up to 5 for years; without fields an interval goes down to seconds. */
  private static int finest(List<String> modifiers) {
    for (String modifier : modifiers) {
      var words = List.of(modifier.strip().toUpperCase(Locale.ROOT).split("\\s+"));
      int field = FIELDS.indexOf(words.get(words.size() - 1));
      if (field >= 0) {
        return field;
      }
    }
    return 0;
  }

  private static int digits(List<String> modifiers) {
    for (String modifier : modifiers) {
      if (!modifier.isBlank() && Character.isDigit(modifier.strip().charAt(0))) {
        return number(List.of(modifier), 0);
      }
    }
    return MAX_PRECISION;
  }
}
