package io.safeddl.tool;

import io.safeddl.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.zip.ZipFile;

/** SQL files of a jar in {@code target/tools}, run through plain JDBC. */
final class Scripts {
  private final Path jar;
  private final String directory;

  private Scripts(Path jar, String directory) {
    this.jar = jar;
    this.directory = directory;
  }

  /** The scripts of a directory in the only jar of a directory of {@code target/tools}. */
  static Scripts of(String tool, String directory) {
    try (var files = Files.list(IsolatedTool.directory(tool))) {
      return new Scripts(files.findFirst().orElseThrow(), directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of one of them. */
  String text(String name) {
    try (var zip = new ZipFile(jar.toFile())) {
      var entry = zip.getEntry(directory + name);
      if (entry == null) {
        throw new IllegalArgumentException(jar + " has no " + directory + name);
      }
      return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends one whole file in one call. */
  void run(TestDatabase database, String url, String name) throws SQLException {
    try (var connection = DriverManager.getConnection(url, database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(text(name));
    }
  }
}
