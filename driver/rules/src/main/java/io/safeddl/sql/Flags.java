package io.safeddl.sql;

import java.util.HashMap;
import java.util.Map;

/** {@code (option [value], …)} of EXPLAIN, VACUUM, ANALYZE, CLUSTER and REINDEX. */
final class Flags {
  private final Map<String, Boolean> values = new HashMap<>();

  private Flags() {}

  static Flags read(Cursor cursor) {
    Flags flags = new Flags();
    cursor.expectSymbol("(");
    do {
      String name = cursor.label();
      flags.values.put(name, value(cursor));
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return flags;
  }

  /** Off only where it says so: FALSE, OFF or 0; all else is on, or an error in the server. */
  private static boolean value(Cursor cursor) {
    boolean on = true;
    while (!cursor.done() && !cursor.atSymbol(",") && !cursor.atSymbol(")")) {
      if (cursor.atSymbol("(")) {
        throw cursor.unexpected("an option");
      }
      String text = Identifiers.fold(cursor.advance().value());
      on = !text.equals("false") && !text.equals("off") && !text.equals("0");
    }
    return on;
  }

  boolean isOn(String option) {
    return values.getOrDefault(option, false);
  }
}
