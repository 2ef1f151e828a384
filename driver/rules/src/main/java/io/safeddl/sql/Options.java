package io.safeddl.sql;

import java.util.ArrayList;
import java.util.List;

/** {@code (name [= value], …)}: storage parameters and the options of utility statements. */
final class Options {
  private Options() {}

  /** The names, folded; {@code toast.autovacuum_enabled} keeps its prefix. */
  static List<String> names(Cursor cursor) {
    List<String> names = new ArrayList<>(2);
    cursor.expectSymbol("(");
    do {
      String name = cursor.label();
      if (cursor.acceptSymbol(".")) {
        name = name + "." + cursor.label();
      }
      if (cursor.acceptSymbol("=") && !cursor.done()) {
        cursor.untilComma();
      }
      names.add(name);
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return names;
  }
}
