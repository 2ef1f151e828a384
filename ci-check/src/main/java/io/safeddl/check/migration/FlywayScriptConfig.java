package io.safeddl.check.migration;

import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code V1__name.sql.conf} beside {@code V1__name.sql}.
 *
 * @param executeInTransaction null where Flyway decides by the statements
 */
record FlywayScriptConfig(
    @Nullable Boolean executeInTransaction, boolean replacesPlaceholders, boolean executed) {
  private static final String SUFFIX = ".conf";
  private static final String EXECUTE = "executeInTransaction";
  private static final Pattern LINE =
      Pattern.compile("(?m)^[ \\t]*+" + EXECUTE + "[ \\t]*+[=:].*+$");
  private static final FlywayScriptConfig NONE = new FlywayScriptConfig(null, true, true);

  /**
   * What stands beside a file.
   *
   * @param given such files whose text is another than that on the disk, by their paths
   */
  static FlywayScriptConfig beside(SourceFile file, Map<Path, SourceFile> given)
      throws IOException {
    var text = text(file, given);
    return text.isEmpty() ? NONE : of(new ToolSettings(SettingsText.properties(text)));
  }

  /** Its text; empty where there is none. */
  static String text(SourceFile file, Map<Path, SourceFile> given) throws IOException {
    var path = file.path();
    if (path == null) {
      return "";
    }
    var config = path(path);
    var known = given.get(config);
    if (known != null) {
      return known.text();
    }
    return Files.isRegularFile(config) ? SourceReader.read(config).text() : "";
  }

  /** Where it stands. */
  static Path path(Path script) {
    return script.resolveSibling(script.getFileName() + SUFFIX);
  }

  /** The name of the file beside which a file of this name stands; null for other files. */
  static @Nullable String script(String name) {
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : null;
  }

  /** That text with another word on the transaction. */
  static String told(String text, boolean inTransaction) {
    var line = EXECUTE + "=" + inTransaction;
    var found = LINE.matcher(text);
    if (found.find()) {
      return text.substring(0, found.start()) + line + text.substring(found.end());
    }
    var gap = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    return text + gap + line + "\n";
  }

  private static FlywayScriptConfig of(ToolSettings settings) {
    return new FlywayScriptConfig(
        settings.get(EXECUTE) == null ? null : settings.is(EXECUTE, true),
        settings.is("placeholderReplacement", true),
        // An expression is taken for one that holds.
        !"false".equalsIgnoreCase(settings.get("shouldExecute")));
  }
}
