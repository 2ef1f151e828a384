package io.safeddl.check;

import io.safeddl.check.source.FileSearch;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads what the command line names: files, folders, globs, standard input. */
final class SqlFiles {
  private static final String STANDARD_INPUT = "-";

  private final InputStream in;

  static boolean isStandardInput(String name) {
    return name.equals(STANDARD_INPUT);
  }

  SqlFiles(InputStream in) {
    this.in = in;
  }

  /**
   * Reads all of them, in the order given, each file once.
   *
   * @throws IOException naming what cannot be read, or is not UTF-8
   */
  List<SourceFile> read(List<String> names, FileSearch search) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    Set<Path> seen = new LinkedHashSet<>();
    for (var name : names) {
      if (isStandardInput(name)) {
        files.add(SourceReader.decode("<stdin>", in.readAllBytes(), null));
        continue;
      }
      for (var path : search.find(name)) {
        if (seen.add(path.toAbsolutePath().normalize())) {
          files.add(SourceReader.read(path));
        }
      }
    }
    return files;
  }
}
