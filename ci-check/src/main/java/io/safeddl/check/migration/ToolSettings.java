package io.safeddl.check.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the migration tools are told, by their own names for it: {@code flyway.placeholders.owner},
 * {@code parameter.owner} of Liquibase.
 *
 * @param values by name
 */
public record ToolSettings(Map<String, String> values) {
  /** Nothing but what the tools take for themselves. */
  public static final ToolSettings NONE = new ToolSettings(Map.of());

  public ToolSettings {
    values = Map.copyOf(values);
  }

  /** These, and where both have a value, that of the others. */
  public ToolSettings with(Map<String, String> others) {
    var all = new LinkedHashMap<>(values);
    all.putAll(others);
    return new ToolSettings(all);
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  boolean is(String name, boolean otherwise) {
    var value = values.get(name);
    return value == null ? otherwise : Boolean.parseBoolean(value.strip());
  }

  /** A list, as the tools write it: with commas. */
  List<String> list(String name, String otherwise) {
    var parts = new ArrayList<String>();
    for (var part : get(name, otherwise).split(",", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }
}
