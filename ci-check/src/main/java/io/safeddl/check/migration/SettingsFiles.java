package io.safeddl.check.migration;

import io.safeddl.check.source.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tools' own settings files beside what is read: {@code flyway.toml}, {@code flyway.conf} and
 * {@code liquibase.properties} in the nearest folder that has one, from the files' own up to the
 * one that holds the repository.
 */
public final class SettingsFiles {
  private static final List<String> NAMES =
      List.of("flyway.toml", "flyway.conf", "conf/flyway.conf", "liquibase.properties");

  private SettingsFiles() {}

  /**
   * The settings for these paths; where two say otherwise, what is near the first one counts.
   *
   * @throws IOException naming a file that cannot be read
   */
  public static ToolSettings beside(List<Path> paths) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (var path : paths) {
      var absolute = path.toAbsolutePath().normalize();
      var folder = Files.isDirectory(absolute) ? absolute : absolute.getParent();
      for (var name : NAMES) {
        for (var it = folder; it != null; it = it.getParent()) {
          var file = it.resolve(name);
          if (Files.isRegularFile(file)) {
            read(file).forEach(values::putIfAbsent);
            break;
          }
          if (Files.exists(it.resolve(".git"))) {
            break;
          }
        }
      }
    }
    return new ToolSettings(values);
  }

  private static Map<String, String> read(Path file) throws IOException {
    var text = SourceReader.read(file).text();
    return file.toString().endsWith(".toml")
        ? SettingsText.toml(text)
        : SettingsText.properties(text);
  }
}
