package io.safeddl.check.migration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of changelog properties that Liquibase is told from outside. */
final class LiquibaseParameters {
  private static final List<String> PREFIXES = List.of("liquibase.parameter.", "parameter.");

  private LiquibaseParameters() {}

  /** By the names that stand in changelogs. */
  static Map<String, String> of(ToolSettings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    settings
        .values()
        .forEach(
            (name, value) -> {
              for (var prefix : PREFIXES) {
                if (name.startsWith(prefix)) {
                  values.put(name.substring(prefix.length()), value);
                }
              }
            });
    return values;
  }
}
