package io.safeddl.check.migration;

import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code V1__name.sql.conf} beside {@code V1__name.sql}.
 *
 * @param executeInTransaction null where Flyway decides by the statements
 */
record FlywayScriptConfig(
    @Nullable Boolean executeInTransaction, boolean replacesPlaceholders, boolean executed) {
  private static final FlywayScriptConfig NONE = new FlywayScriptConfig(null, true, true);

  /** What stands beside a file. */
  static FlywayScriptConfig beside(SourceFile file) throws IOException {
    var path = file.path();
    if (path == null) {
      return NONE;
    }
    var config = path.resolveSibling(path.getFileName() + ".conf");
    return Files.isRegularFile(config)
        ? of(new ToolSettings(SettingsText.properties(SourceReader.read(config).text())))
        : NONE;
  }

  private static FlywayScriptConfig of(ToolSettings settings) {
    return new FlywayScriptConfig(
        settings.get("executeInTransaction") == null
            ? null
            : settings.is("executeInTransaction", true),
        settings.is("placeholderReplacement", true),
        // An expression is taken for one that holds.
        !"false".equalsIgnoreCase(settings.get("shouldExecute")));
  }
}
