package io.safeddl.catalog.live;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the text form of a one-dimensional array without NULLs (manual section 8.15.6). */
final class ArrayText {
  private ArrayText() {}

  /** The elements; none for null. */
  static List<String> parse(@Nullable String text) {
    var elements = new ArrayList<String>();
    if (text == null || text.equals("{}")) {
      return elements;
    }
    var element = new StringBuilder();
    var quoted = false;
    for (var i = 1; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\\') {
        element.append(text.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '}')) {
        elements.add(element.toString());
        element.setLength(0);
      } else {
        element.append(c);
      }
    }
    return elements;
  }

  /** The elements of an array of numbers, or of an int2vector ({@code 1 2 3}). */
  static List<Integer> numbers(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return List.of();
    }
    return (text.startsWith("{") ? parse(text) : List.of(text.split(" ")))
        .stream().map(Integer::valueOf).toList();
  }
}
