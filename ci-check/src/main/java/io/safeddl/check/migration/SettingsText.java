package io.safeddl.check.migration;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** Reads the two forms in which the tools' settings are written. */
final class SettingsText {
  private static final Pattern ENTRY =
      Pattern.compile("\\s*+([A-Za-z0-9_.\"' -]+?)\\s*+=\\s*+(.*+)");
  private static final Pattern SECTION =
      Pattern.compile("\\s*+\\[\\s*+([^\\[\\]]++)]\\s*+(#.*+)?+");
  private static final Pattern STRING =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"|'([^']*+)'|([A-Za-z0-9_.+-]++)");

  private SettingsText() {}

  /** {@code name=value} lines, as in a file of Java's properties; a backslash is a backslash. */
  static Map<String, String> properties(String text) throws IOException {
    var properties = new Properties();
    try {
      properties.load(new StringReader(text.replace("\\", "\\\\")));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (var name : properties.stringPropertyNames()) {
      values.put(name, properties.getProperty(name).strip());
    }
    return values;
  }

  /**
   * TOML, as far as it is simple: sections, and texts, words and lists of them on one line. Names
   * come with their section before them; the parts of a list with commas between them.
   */
  static Map<String, String> toml(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    var section = "";
    for (var line : text.split("\\R", -1)) {
      var header = SECTION.matcher(line);
      var entry = ENTRY.matcher(line);
      if (header.matches()) {
        section = unquoted(header.group(1)) + ".";
      } else if (!line.strip().startsWith("#") && entry.matches()) {
        values.put(section + unquoted(entry.group(1)), value(entry.group(2)));
      }
    }
    return values;
  }

  private static String unquoted(String name) {
    return name.replace("\"", "").replace("'", "").strip();
  }

  private static String value(String text) {
    var isList = text.startsWith("[");
    var found = STRING.matcher(text);
    var value = new StringBuilder();
    while (found.find()) {
      var part =
          found.group(1) != null
              ? found.group(1).replace("\\\"", "\"").replace("\\\\", "\\")
              : found.group(2) != null ? found.group(2) : found.group(3);
      if (!isList) {
        return part;
      }
      value.append(value.isEmpty() ? "" : ",").append(part);
      if (text.substring(found.end()).strip().startsWith("]")) {
        break; // a comment may follow
      }
    }
    return value.toString();
  }
}
