package io.safeddl.check;

import io.safeddl.check.config.Configuration;
import io.safeddl.check.config.Finder;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the file with the settings. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The settings (default: the nearest safeddl.yaml from here upwards). Options beat it.")
  private @Nullable Path file;

  /** Reads it. */
  Configuration read() throws IOException {
    return Finder.read(file);
  }
}
