package io.safeddl.rule;

import io.safeddl.sql.tree.TypeName;
import java.util.List;
import java.util.Map;

/** Whether an application that writes one type of a column can go on with another. */
enum TypeFit {
  /** All that fits the old type fits the new one. */
  WIDE,
  /** Some of it does not. */
  NARROW,
  /** The two are different things: what is bound as the old one is no value of the new one. */
  OTHER;

  /** Numbers in the order of what they hold; text, from bounded to unbounded. */
  private static final List<String> NUMBERS = List.of("int2", "int4", "int8", "numeric");

  private static final Map<String, Integer> FAMILIES =
      Map.ofEntries(
          Map.entry("int2", 1),
          Map.entry("int4", 1),
          Map.entry("int8", 1),
          Map.entry("numeric", 1),
          Map.entry("float4", 1),
          Map.entry("float8", 1),
          Map.entry("varchar", 2),
          Map.entry("bpchar", 2),
          Map.entry("text", 2),
          Map.entry("name", 2),
          Map.entry("citext", 2),
          Map.entry("timestamp", 3),
          Map.entry("timestamptz", 3),
          Map.entry("date", 4),
          Map.entry("time", 5),
          Map.entry("timetz", 5),
          Map.entry("json", 6),
          Map.entry("jsonb", 6),
          Map.entry("bool", 7),
          Map.entry("uuid", 8),
          Map.entry("bytea", 9),
          Map.entry("bit", 10),
          Map.entry("varbit", 10),
          Map.entry("interval", 11),
          Map.entry("inet", 12),
          Map.entry("cidr", 12));

  /** How the new type fits what is written now. */
  static TypeFit of(TypeName from, TypeName to) {
    var source = from.name().name();
    var target = to.name().name();
    var family = FAMILIES.get(source);
    var other = FAMILIES.get(target);
    if (from.isArray() != to.isArray()) {
      return OTHER;
    }
    if (family == null || other == null) {
      // Of types that users make nothing is known but that another name is another type.
      return source.equals(target) ? WIDE : NARROW;
    }
    if (!family.equals(other)) {
      return source.equals("date") && other == 3 ? WIDE : OTHER;
    }
    return switch (family) {
      case 1 -> ofNumbers(from, to);
      case 2, 10 -> ofLengths(from, to);
      default -> WIDE;
    };
  }

  private static TypeFit ofNumbers(TypeName from, TypeName to) {
    var source = from.name().name();
    var target = to.name().name();
    if (source.equals("numeric") && target.equals("numeric")) {
      return ofDigits(from, to);
    }
    var before = NUMBERS.indexOf(source);
    var after = NUMBERS.indexOf(target);
    if (before < 0 || after < 0) {
      return source.equals("float8") && !target.equals("float8") ? NARROW : WIDE;
    }
    return after < before || (after == 3 && before < 3 && !to.modifiers().isEmpty())
        ? NARROW
        : WIDE;
  }

  /** Digits before the point count; more behind it are rounded, not rejected. */
  private static TypeFit ofDigits(TypeName from, TypeName to) {
    if (to.modifiers().isEmpty()) {
      return WIDE;
    }
    return from.modifiers().isEmpty() || digits(to) < digits(from) ? NARROW : WIDE;
  }

  private static int digits(TypeName type) {
    var scale = type.modifiers().size() > 1 ? number(type.modifiers().get(1)) : 0;
    return number(type.modifiers().get(0)) - scale;
  }

  private static TypeFit ofLengths(TypeName from, TypeName to) {
    if (to.modifiers().isEmpty()) {
      return WIDE;
    }
    return from.modifiers().isEmpty()
            || number(to.modifiers().get(0)) < number(from.modifiers().get(0))
        ? NARROW
        : WIDE;
  }

  private static int number(String modifier) {
    try {
      return Integer.parseInt(modifier.strip());
    } catch (NumberFormatException e) {
      return 0; // the server's to reject
    }
  }
}
