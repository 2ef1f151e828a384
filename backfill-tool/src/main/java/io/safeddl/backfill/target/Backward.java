package io.safeddl.backfill.target;

import io.safeddl.sql.Identifiers;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the old column gets behind the cutover where the spec does not say it: the new value cast
 * back, and NULL where the old type cannot hold it. A cast that fails would fail the application's
 * write, and one that rounds would let two different values be the same to a unique index, and pass
 * for the right one on the way back.
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

  private static final Set<String> TEXTS = Set.of("text", "character varying", "character");

  private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(-?\\d+)\\)");

  private static final Pattern SHORT_TEXT = Pattern.compile("character(?: varying)?\\((\\d+)\\)");

  private static final Pattern COARSE_TIME =
      Pattern.compile("date|(?:timestamp|time)\\(\\d\\) with(?:out)? time zone");

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
   * @param type of the new column
   */
  static String of(String to, String old, String type) {
    var it = Identifiers.quote(to);
    var condition = new Backward(it, old, type).condition();
    return condition.isEmpty() ? it : "CASE WHEN " + condition + " THEN " + it + " END";
  }

  private String condition() {
    var decimal = NUMERIC.matcher(old);
    var text = SHORT_TEXT.matcher(old);
    if (RANGE.containsKey(old)) {
      return integer();
    } else if (decimal.matches() && isNumber()) {
      return decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    } else if (old.equals("numeric") && FLOATS.contains(type)) {
      return exactly("CAST(" + column + " AS pg_catalog.numeric)");
    } else if (old.equals("real") && isNumber()) {
      return real();
    } else if (text.matches() && TEXTS.contains(withoutModifier())) {
      return "pg_catalog.char_length(CAST(" + column + " AS pg_catalog.text)) <= " + text.group(1);
    } else if (COARSE_TIME.matcher(old).matches() && type.startsWith("time")) {
      return exactly("CAST(" + column + " AS " + old + ")");
    }
    return "";
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

  /** It rounds, as everything does that ends in a real; beyond its range the cast fails. */
  private String real() {
    if (RANGE.containsKey(type)) {
      return "";
    }
    var of = "'::" + (isNumeric() ? "pg_catalog.numeric" : "pg_catalog.float8");
    return column
        + " = '0"
        + of
        + " OR pg_catalog.abs("
        + column
        + ") BETWEEN '1.2e-38"
        + of
        + " AND '3.4e38"
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
    return withoutModifier().equals("numeric");
  }

  private boolean isNumber() {
    return isNumeric() || RANGE.containsKey(type) || FLOATS.contains(type);
  }

  private String withoutModifier() {
    return type.replaceFirst("\\(.*", "");
  }
}
