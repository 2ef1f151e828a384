package io.safeddl.rule.advice;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The names that PostgreSQL gives to constraints and indexes without one ({@code makeObjectName}
 * and {@code ChooseIndexColumnNames} in src/backend/commands/indexcmds.c): {@code
 * table_column_label}, cut to 63 bytes by taking from the longer of the first two parts.
 */
public final class ChosenName {
  private static final int LONGEST = 63;

  private ChosenName() {}

  /** The name for a table's object on these columns; no column gives {@code table_label}. */
  public static String of(String table, List<String> columns, String label) {
    var middle = clip(String.join("_", columns), LONGEST);
    var room = LONGEST - 1 - bytes(label) - (middle.isEmpty() ? 0 : 1);
    var first = bytes(table);
    var second = bytes(middle);
    while (first + second > room) {
      if (first > second) {
        first--;
      } else {
        second--;
      }
    }
    var start = clip(table, first);
    return (middle.isEmpty() ? start : start + "_" + clip(middle, second)) + "_" + label;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Cuts to a number of bytes without splitting a character. */
  private static String clip(String text, int bytes) {
    var end = text.length();
    while (bytes(text.substring(0, end)) > bytes) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }
}
