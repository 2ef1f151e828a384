package io.safeddl.backfill.recipe;

import java.util.List;
import java.util.stream.Collectors;

/** Words for lists. */
final class Names {
  private Names() {}

  /** One line for each, indented. */
  static String lines(List<String> lines) {
    return lines.stream().map(line -> "\n  " + line).collect(Collectors.joining());
  }
}
