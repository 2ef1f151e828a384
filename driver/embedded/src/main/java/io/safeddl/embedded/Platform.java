package io.safeddl.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this machine is, in the words of the artifacts of {@code io.zonky.test.postgres}, and the
 * versions that are taken there. Not every platform has every minor release.
 */
enum Platform {
  LINUX_AMD64("linux-amd64", "14.20.0 15.14.0 16.10.0 17.8.0 18.4.0"),
  LINUX_ARM64("linux-arm64v8", "14.23.0 15.15.0 16.10.0 17.7.0 18.4.0"),
  MAC_ARM64("darwin-arm64v8", "14.23.0 15.15.0 16.10.0 17.7.0 18.4.0"),
  MAC_AMD64("darwin-amd64", "14.20.0 15.15.0 16.10.0 17.7.0 18.4.0"),
  WINDOWS_AMD64("windows-amd64", "14.20.0 15.15.0 16.10.0 17.7.0 18.4.0");

  private final String id;

  /** One for each major version, with spaces in between. */
  private final String versions;

  Platform(String id, String versions) {
    this.id = id;
    this.versions = versions;
  }

  /** As the artifacts name it. */
  String id() {
    return id;
  }

  /** The version of the artifact for a major version of PostgreSQL, where there is one. */
  Optional<String> version(int major) {
    return Stream.of(versions.split(" ", -1)).filter(it -> it.startsWith(major + ".")).findFirst();
  }

  /** That of this machine, where there are binaries for it. */
  static Optional<Platform> here() {
    var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    var arm = System.getProperty("os.arch", "").matches("aarch64|arm64");
    var amd = System.getProperty("os.arch", "").matches("amd64|x86_64");
    if (system.startsWith("windows")) {
      return amd ? Optional.of(WINDOWS_AMD64) : Optional.empty();
    }
    if (system.startsWith("mac")) {
      return arm ? Optional.of(MAC_ARM64) : amd ? Optional.of(MAC_AMD64) : Optional.empty();
    }
    // They are linked with glibc.
    if (!system.startsWith("linux") || Files.exists(Path.of("/etc/alpine-release"))) {
      return Optional.empty();
    }
    return arm ? Optional.of(LINUX_ARM64) : amd ? Optional.of(LINUX_AMD64) : Optional.empty();
  }
}
