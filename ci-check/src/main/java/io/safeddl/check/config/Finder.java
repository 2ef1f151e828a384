package io.safeddl.check.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the file that is meant, and has it read only where there is one. */
public final class Finder {
  /** What it is called. */
  public static final String NAME = "safeddl.yaml";

  private Finder() {}

  /**
   * Reads the file that the user names, else the nearest one from the working directory upwards.
   *
   * @param named by the user, or null
   * @throws IOException naming the file that cannot be read, or the line that is wrong in it
   */
  public static Configuration read(@Nullable Path named) throws IOException {
    if (named != null && !Files.isRegularFile(named)) {
      throw new IOException("there is no file " + named);
    }
    var here = Path.of("").toAbsolutePath();
    var file = named != null ? named : above(here);
    if (file == null) {
      return Configuration.NONE;
    }
    // Told and resolved from here where that is shorter.
    var absolute = file.toAbsolutePath().normalize();
    return ConfigurationFile.read(absolute.startsWith(here) ? here.relativize(absolute) : absolute);
  }

  /** The nearest from this folder upwards, or null. */
  static @Nullable Path above(Path folder) {
    for (var path = folder; path != null; path = path.getParent()) {
      var file = path.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }
}
