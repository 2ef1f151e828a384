package io.safeddl.check.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Flyway's configuration, as far as it says what is run how (Flyway's Configuration reference). */
record FlywaySettings(ToolSettings settings) {
  private static final String PLACEHOLDER = "flyway.placeholders.";

  String versionedPrefix() {
    return settings.get("flyway.sqlMigrationPrefix", "V");
  }

  String baselinePrefix() {
    return settings.get("flyway.baselineMigrationPrefix", "B");
  }

  String undoPrefix() {
    return settings.get("flyway.undoSqlMigrationPrefix", "U");
  }

  String repeatablePrefix() {
    return settings.get("flyway.repeatableSqlMigrationPrefix", "R");
  }

  String separator() {
    return settings.get("flyway.sqlMigrationSeparator", "__");
  }

  List<String> suffixes() {
    return settings.list("flyway.sqlMigrationSuffixes", ".sql");
  }

  boolean replacesPlaceholders() {
    return settings.is("flyway.placeholderReplacement", true);
  }

  String placeholderPrefix() {
    return settings.get("flyway.placeholderPrefix", "${");
  }

  String placeholderSuffix() {
    return settings.get("flyway.placeholderSuffix", "}");
  }

  boolean mixed() {
    return settings.is("flyway.mixed", false);
  }

  boolean groups() {
    return settings.is("flyway.group", false);
  }

  boolean executesInTransaction() {
    return settings.is("flyway.executeInTransaction", true);
  }

  /**
   * The value of a placeholder; its case does not count.
   *
   * @param file the name of the file in which it stands
   */
  @Nullable String placeholder(String name, String file) {
    return switch (name) {
      case "flyway:defaultSchema" -> defaultSchema();
      case "flyway:filename" -> file;
      case "flyway:table" -> settings.get("flyway.table", "flyway_schema_history");
      case "flyway:user" -> settings.get("flyway.user");
      default -> {
        for (var entry : settings.values().entrySet()) {
          var key = entry.getKey();
          if (key.length() == PLACEHOLDER.length() + name.length()
              && key.startsWith(PLACEHOLDER)
              && key.regionMatches(true, PLACEHOLDER.length(), name, 0, name.length())) {
            yield entry.getValue();
          }
        }
        yield null;
      }
    };
  }

  private String defaultSchema() {
    var schemas = settings.list("flyway.schemas", "public");
    return settings.get("flyway.defaultSchema", schemas.isEmpty() ? "public" : schemas.get(0));
  }
}
