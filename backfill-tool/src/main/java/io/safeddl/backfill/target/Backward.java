package io.safeddl.backfill.target;

import io.safeddl.sql.Identifiers;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the old column gets behind the cutover where the spec does not say it: the new value cast
 * back, and NULL where the old type cannot hold it. A cast that fails would fail the application's
 * write, and one that rounds would let two different values be the same to a unique index, and pass
 * for the right one on the way back. For types of which it is not known what fits into what, there
 * is no such expression.
 */
final class Backward {
  /** The range of the integers: beyond it a cast back fails. */
  private static final Map<String, String> RANGE =
      Map.of(
          "smallint", "'-32768'::pg_catalog.int4 AND 32767",
          "integer", "'-2147483648'::pg_catalog.int4 AND 2147483647",
          "bigint", "'-9223372036854775808'::pg_catalog.int8 AND 9223372036854775807");

  private static final Map<String, String> POWER =
      Map.of("smallint", "32768", "integer", "2147483648", "bigint", "9223372036854775808");

  private static final Set<String> FLOATS = Set.of("real", "double precision");

  /** Where a value can be larger than what every {@code double precision} holds, or smaller. */
  private static final Map<String, String> FLOAT_RANGE =
      Map.of("real", "1.2e-38 3.4e38", "double precision", "2.3e-308 1.79e308");

  private static final String NAME_BYTES = "63";

  private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(-?\\d+)\\)");

  private static final Pattern SHORT_TEXT = Pattern.compile("character(?: varying)?\\((\\d+)\\)");

  private static final Pattern COARSE_TIME =
      Pattern.compile("date|(?:timestamp|time)\\(\\d\\) with(?:out)? time zone");

  private static final String ARRAY = "[]";

  private final String column;
  private final String old;
  private final String type;

  private Backward(String column, String old, String type) {
    this.column = column;
    this.old = old;
    this.type = type;
  }

  /**
   * The expression, over the new column.
   *
   * @param to the new column's name
   * @param old type; of a domain the one that it is over
   * @param type of the new column; of a domain the one that it is over
   * @return empty where only the user can say it
   */
  static Optional<String> of(String to, String old, String type) {
    var it = Identifiers.quote(to);
    if (AlwaysFits.of(old, type)) {
      return Optional.of(it);
    }
    return Optional.of(new Backward(it, old, type).condition())
        .filter(condition -> !condition.isEmpty())
        .map(condition -> "CASE WHEN " + condition + " THEN " + it + " END");
  }

  /** Empty where it is not known. */
  private String condition() {
    var decimal = NUMERIC.matcher(old);
    var text = SHORT_TEXT.matcher(old);
    if (RANGE.containsKey(old)) {
      return integer();
    } else if (decimal.matches() && isNumber()) {
      return decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    } else if (old.equals("numeric") && FLOATS.contains(type)) {
      return exactly("CAST(" + column + " AS pg_catalog.numeric)");
    } else if (FLOAT_RANGE.containsKey(old) && isNumber()) {
      return floating();
    } else if (text.matches() && AlwaysFits.isText(type)) {
      return "pg_catalog.char_length(CAST(" + column + " AS pg_catalog.text)) <= " + text.group(1);
    } else if (old.equals("name") && AlwaysFits.isText(type)) {
      return "pg_catalog.octet_length(CAST(" + column + " AS pg_catalog.text)) <= " + NAME_BYTES;
    } else if (old.endsWith(ARRAY) && type.endsWith(ARRAY)) {
      return integers();
    }
    return time();
  }

  private String time() {
    if (type.equals("date") && old.startsWith("timestamp")) {
      // There are later days than any timestamp's.
      return column
          + " < '294277-01-01'::pg_catalog.date OR "
          + column
          + " = 'infinity'::pg_catalog.date";
    }
    var coarser = COARSE_TIME.matcher(old).matches() && type.startsWith("time");
    return coarser || (old.startsWith("interval") && type.startsWith("interval"))
        ? exactly("CAST(" + column + " AS " + old + ")")
        : "";
  }

  /** No element may be beyond the range; one that is NULL is not. */
  private String integers() {
    var range = RANGE.get(old.substring(0, old.length() - ARRAY.length()));
    if (range == null || !RANGE.containsKey(type.substring(0, type.length() - ARRAY.length()))) {
      return "";
    }
    var bounds = range.split(" AND ", 2);
    return "(%s <= ALL (%s)) IS NOT FALSE AND (%s >= ALL (%s)) IS NOT FALSE"
        .formatted(bounds[0], column, bounds[1], column);
  }

  private String integer() {
    var within = column + " BETWEEN " + RANGE.get(old);
    if (RANGE.containsKey(type)) {
      return within;
    } else if (isNumeric()) {
      return within + " AND " + column + " = pg_catalog.trunc(" + column + ")";
    } else if (FLOATS.contains(type)) {
      // The largest bigint is no double: the next one is, and is one too many.
      var power = POWER.get(old);
      return column
          + " >= '-"
          + power
          + "'::pg_catalog.float8 AND "
          + column
          + " < '"
          + power
          + "'::pg_catalog.float8 AND "
          + column
          + " = pg_catalog.trunc(CAST("
          + column
          + " AS pg_catalog.float8))";
    }
    return "";
  }

  private String decimal(int precision, int scale) {
    var number = "CAST(" + column + " AS pg_catalog.numeric)";
    return "pg_catalog.abs("
        + number
        + ") < '"
        + BigDecimal.ONE.scaleByPowerOfTen(precision - scale).toPlainString()
        + "'::pg_catalog.numeric AND pg_catalog.round("
        + number
        + ", "
        + scale
        + ") = "
        + number
        + " OR "
        + number
        + " = 'NaN'::pg_catalog.numeric";
  }

  /** It rounds, as everything does that ends in such a type; beyond its range the cast fails. */
  private String floating() {
    var range = FLOAT_RANGE.getOrDefault(old, "").split(" ", 2);
    var of = "'::" + (isNumeric() ? "pg_catalog.numeric" : "pg_catalog.float8");
    return column
        + " = '0"
        + of
        + " OR pg_catalog.abs("
        + column
        + ") BETWEEN '"
        + range[0]
        + of
        + " AND '"
        + range[1]
        + of
        + " OR "
        + column
        + " IN ('NaN"
        + of
        + ", 'Infinity"
        + of
        + ", '-Infinity"
        + of
        + ")";
  }

  private String exactly(String cast) {
    return "CAST(" + cast + " AS " + type + ") = " + column;
  }

  private boolean isNumeric() {
    return AlwaysFits.withoutModifier(type).equals("numeric");
  }

  private boolean isNumber() {
    return isNumeric() || RANGE.containsKey(type) || FLOATS.contains(type);
  }
}
