package io.safeddl.check.fix;

import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares a text with what is on the disk. */
final class Changing {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Changing() {}

  /**
   * The change of a file; none where it is as it was.
   *
   * @param was its text when it was read; null for a file that is new, or that was not read as one
   * @throws IOException where another one has changed it since
   */
  static List<Change> of(SourceFile file, Path path, @Nullable String was) throws IOException {
    if (!Files.exists(path)) {
      if (was != null) {
        throw new IOException(file.name() + " has been removed meanwhile: nothing was written");
      }
      return List.of(new Change(file.name(), path, null, file.text()));
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException(file.name() + " is no file that could be written: use - instead");
    }
    var bytes = Files.readAllBytes(path);
    var now = SourceReader.decode(file.name(), bytes, path).text();
    if (was != null && !was.equals(now)) {
      throw new IOException(file.name() + " has changed meanwhile: nothing was written");
    }
    if (was == null && !file.shortName().endsWith(".conf")) {
      throw new IOException(file.name() + " is there already: nothing was written");
    }
    var raw = new String(bytes, StandardCharsets.UTF_8);
    var mark = raw.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    var after = mark + file.text();
    return raw.equals(after) ? List.of() : List.of(new Change(file.name(), path, raw, after));
  }
}
