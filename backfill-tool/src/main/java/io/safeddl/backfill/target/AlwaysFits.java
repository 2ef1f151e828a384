package io.safeddl.backfill.target;

import java.util.Map;
import java.util.Set;

/**
 * Types of which one holds every value of the other, so that a cast neither fails nor changes it;
 * into a floating point type it may be rounded.
 */
final class AlwaysFits {
  private static final Set<String> TEXTS =
      Set.of("text", "character varying", "character", "citext", "name");

  private static final Set<String> LONG_TEXTS = Set.of("text", "character varying", "citext");

  /** Others, by the wider type, without what stands in parentheses. */
  private static final Map<String, Set<String>> NARROWER =
      Map.ofEntries(
          Map.entry("bigint", Set.of("oid")),
          Map.entry("numeric", Set.of("smallint", "integer", "bigint", "numeric")),
          Map.entry("real", Set.of("smallint", "integer", "bigint")),
          Map.entry("double precision", Set.of("smallint", "integer", "bigint", "real")),
          Map.entry("timestamp without time zone", Set.of("timestamp without time zone")),
          Map.entry("timestamp with time zone", Set.of("timestamp with time zone")),
          Map.entry("time without time zone", Set.of("time without time zone")),
          Map.entry("time with time zone", Set.of("time with time zone")),
          Map.entry("json", Set.of("jsonb")),
          Map.entry("inet", Set.of("cidr")),
          Map.entry("macaddr8", Set.of("macaddr")),
          Map.entry("bit varying", Set.of("bit", "bit varying")));

  private static final String ARRAY = "[]";

  private AlwaysFits() {}

  /**
   * Whether a value of {@code type} can be in {@code old}.
   *
   * @param old as {@code format_type} has it, like the other
   */
  static boolean of(String old, String type) {
    if (old.equals(type)) {
      return true;
    }
    if (old.endsWith(ARRAY) && type.endsWith(ARRAY)) {
      return of(element(old), element(type));
    }
    if (LONG_TEXTS.contains(unqualified(old))) {
      return isText(type);
    }
    return WholeNumber.widens(type, old)
        || (old.equals("interval") && type.startsWith("interval"))
        || NARROWER.getOrDefault(old, Set.of()).contains(withoutModifier(type));
  }

  /** Whether it is one of the types for text. */
  static boolean isText(String type) {
    return TEXTS.contains(unqualified(withoutModifier(type)));
  }

  /** {@code timestamp(3) without time zone} has its modifier within. */
  static String withoutModifier(String type) {
    return type.replaceFirst("\\([^)]*\\)", "");
  }

  private static String element(String array) {
    return array.substring(0, array.length() - ARRAY.length());
  }

  /** The extension citext may live in any schema. */
  private static String unqualified(String type) {
    return type.endsWith(".citext") ? "citext" : type;
  }
}
