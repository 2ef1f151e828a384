package io.safeddl.check.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that hold what an output is expected to be. With {@code -Dsafeddl.docs.update=true} they
 * are written, else compared.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/io/safeddl/check/output/golden");

  private Golden() {}

  /** Compares, or writes. */
  static void check(String name, String content) {
    var file = FOLDER.resolve(name);
    try {
      if (Boolean.getBoolean("safeddl.docs.update")) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, content);
      }
      assertThat(content)
          .as("%s; to write it anew: -Dsafeddl.docs.update=true", file)
          .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
