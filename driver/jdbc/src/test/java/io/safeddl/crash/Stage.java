package io.safeddl.crash;

import io.safeddl.testing.SchemaProjection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A schema that one JVM tells another of by one word, under which it is put down in a file. */
final class Stage {
  private static final Path DIRECTORY = Path.of("target", "crash", "stages");

  private Stage() {}

  /** Gives the word. */
  static String write(SchemaProjection schema) {
    try {
      Files.createDirectories(DIRECTORY);
      var text = String.join("\n", schema.lines()).getBytes(StandardCharsets.UTF_8);
      var word = UUID.nameUUIDFromBytes(text).toString();
      // The JVM may be killed at any time: a file is whole, or not there.
      var unfinished = Files.createTempFile(DIRECTORY, word, null);
      Files.write(unfinished, text);
      Files.move(unfinished, DIRECTORY.resolve(word), StandardCopyOption.REPLACE_EXISTING);
      return word;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines in which two differ, by their words. */
  static String differences(String expected, String actual) {
    return read(expected).differencesTo(read(actual));
  }

  private static SchemaProjection read(String word) {
    try {
      return new SchemaProjection(Files.readAllLines(DIRECTORY.resolve(word)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
