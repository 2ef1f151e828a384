package io.safeddl.crash;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A class path, and an archive of what one JVM has loaded from it, with which the next ones start
 * in half the time: each {@code kill -9} costs a new one.
 *
 * @param path of jars alone, since an archive knows no directories
 * @param file the archive; JVMs do without it where it is not there
 */
record ClassArchive(String path, Path file) {
  /**
   * Makes jars of the directories of a class path, in a directory that is this JVM's own.
   *
   * @param name of the archive
   */
  static ClassArchive of(String name, Stream<Path> classPath) {
    try {
      Path crash = Files.createDirectories(Path.of("target", "crash"));
      Path home = Files.createTempDirectory(crash, name + "-");
      home.toFile().deleteOnExit();
      var path =
          classPath
              .filter(Files::exists)
              .map(entry -> Files.isDirectory(entry) ? jar(entry, home) : entry)
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator));
      var file = home.resolve("classes.jsa");
      file.toFile().deleteOnExit();
      return new ClassArchive(path, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of this JVM's class path. */
  static ClassArchive ofThisJvm(String name) {
    return of(
        name,
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of));
  }

  private static Path jar(Path directory, Path home) {
    try {
      var jar = Files.createTempFile(home, "classes-", ".jar");
      jar.toFile().deleteOnExit();
      Files.delete(jar);
      var errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
      int code =
          ToolProvider.findFirst("jar")
              .orElseThrow()
              .run(errors, errors, "-c", "-f", jar.toString(), "-C", directory.toString(), ".");
      if (code != 0) {
        throw new IOException("no jar of " + directory);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For a JVM that writes the archive when it ends by itself. */
  List<String> writing() {
    return options("-XX:ArchiveClassesAtExit=");
  }

  /** For those after it. */
  List<String> reading() {
    return options("-XX:SharedArchiveFile=");
  }

  /** What the JVM would say of the archive would stand between the answers on standard output. */
  private List<String> options(String option) {
    return List.of("-Xlog:disable", "-Xshare:auto", option + file, "-cp", path);
  }
}
