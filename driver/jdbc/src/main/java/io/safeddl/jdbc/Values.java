package io.safeddl.jdbc;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Texts of the configuration turned into values. All throw IllegalArgumentException: what is
 * expected.
 */
final class Values {
  private Values() {}

  static boolean onOff(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      default -> throw new IllegalArgumentException("on or off");
    };
  }

  /** Names separated by commas. */
  static Set<String> names(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::trim)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  static Path path(String text) {
    String expected = "the path of a file";
    if (text.isBlank()) {
      throw new IllegalArgumentException(expected);
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  static <E extends Enum<E>> E choice(Class<E> type, String text) {
    E[] constants = type.getEnumConstants();
    for (E constant : constants) {
      if (constant.name().equalsIgnoreCase(text.trim())) {
        return constant;
      }
    }
    throw new IllegalArgumentException("one of " + String.join(", ", words(type)));
  }

  /** An enumeration's words as they are written in the configuration. */
  static <E extends Enum<E>> String[] words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }
}
