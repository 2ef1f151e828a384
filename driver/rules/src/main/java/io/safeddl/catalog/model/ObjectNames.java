package io.safeddl.catalog.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The names that PostgreSQL chooses ({@code makeObjectName}, {@code ChooseRelationName}). */
public final class ObjectNames {
  /** NAMEDATALEN without its terminating zero, in bytes. */
  private static final int LONGEST = 63;

  private ObjectNames() {}

  /** The name for a table's object on these columns; no column gives {@code table_label}. */
  public static String of(String table, List<String> columns, String label) {
    return make(table, columns.isEmpty() ? null : truncate(String.join("_", columns)), label);
  }

  /** {@code table_columns_label}, with a number behind the label where that name is taken. */
  public static String choose(
      String table, @Nullable String addition, String label, Predicate<String> taken) {
    var name = make(table, addition, label);
    for (var pass = 1; taken.test(name); pass++) {
      name = make(table, addition, label + pass);
    }
    return name;
  }

  /** Joins the parts; the longer of the first two is cut until all of it fits. */
  static String make(String first, @Nullable String second, String label) {
    var overhead = label.length() + 1 + (second == null ? 0 : 1);
    var one = bytes(first);
    var two = second == null ? 0 : bytes(second);
    while (one + two > LONGEST - overhead) {
      if (one > two) {
        one--;
      } else {
        two--;
      }
    }
    var start = clip(first, one);
    return second == null ? start + "_" + label : start + "_" + clip(second, two) + "_" + label;
  }

  /** An identifier as the server stores it. */
  public static String truncate(String name) {
    return clip(name, LONGEST);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The longest beginning of at most that many bytes, without cutting a character. */
  private static String clip(String text, int bytes) {
    if (text.length() <= bytes && bytes(text) <= bytes) {
      return text;
    }
    var used = 0;
    var end = 0;
    while (end < text.length()) {
      var point = text.codePointAt(end);
      used += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (used > bytes) {
        break;
      }
      end += Character.charCount(point);
    }
    return text.substring(0, end);
  }
}
