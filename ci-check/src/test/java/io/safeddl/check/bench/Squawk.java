package io.safeddl.check.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The other checker: its program from the npm registry, started without Node.js around it. */
final class Squawk {
  /** The newest at the time of writing. */
  static final String VERSION = "2.66.0";

  private Squawk() {}

  /** Installs it; null, with a word on standard output, where that cannot be done. */
  static @Nullable Path install(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var log = folder.resolve("npm.log").toFile();
    try {
      var npm =
          new ProcessBuilder(
                  List.of(
                      "npm",
                      "install",
                      "--no-audit",
                      "--no-fund",
                      "--prefix",
                      folder.toString(),
                      "squawk-cli@" + VERSION))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(log))
              .start();
      if (npm.waitFor() != 0) {
        return missing("npm could not install squawk-cli " + VERSION + ", see " + log);
      }
    } catch (IOException e) {
      return missing("npm is not there: " + e.getMessage());
    }
    try (Stream<Path> files = Files.walk(folder.resolve("node_modules/@squawk-cli"))) {
      return files
          .filter(it -> it.getFileName().toString().equals("squawk") && Files.isExecutable(it))
          .filter(Files::isRegularFile)
          .findFirst()
          .orElse(null);
    }
  }

  private static @Nullable Path missing(String why) {
    System.out.println("NOT COMPARED WITH SQUAWK: " + why);
    return null;
  }
}
