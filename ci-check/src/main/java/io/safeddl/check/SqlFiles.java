package io.safeddl.check;

import io.safeddl.check.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads what the command line names: files, folders with {@code .sql} files, standard input. */
final class SqlFiles {
  private static final String STANDARD_INPUT = "-";
  private static final String SUFFIX = ".sql";

  private final InputStream in;

  SqlFiles(InputStream in) {
    this.in = in;
  }

  /**
   * Reads all of them, in the order given; a folder's files by name, numbers in names by value, so
   * that {@code V2} comes before {@code V10}.
   *
   * @throws IOException naming what cannot be read, or is not UTF-8
   */
  List<SourceFile> read(List<String> paths) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (var path : paths) {
      if (path.equals(STANDARD_INPUT)) {
        files.add(decode("<stdin>", in.readAllBytes()));
      } else if (Files.isDirectory(Path.of(path))) {
        for (var file : inFolder(Path.of(path))) {
          files.add(decode(file.toString(), Files.readAllBytes(file)));
        }
      } else if (Files.isRegularFile(Path.of(path))) {
        files.add(decode(path, Files.readAllBytes(Path.of(path))));
      } else {
        throw new IOException("there is no file or folder " + path);
      }
    }
    return files;
  }

  private static List<Path> inFolder(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
          .sorted(Comparator.comparing(Path::toString, new NaturalOrder()))
          .toList();
    }
  }

  private static SourceFile decode(String name, byte[] bytes) throws IOException {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // A byte order mark, which some editors write, is no part of the SQL.
      return new SourceFile(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw new IOException(name + " is not UTF-8", e);
    }
  }
}
