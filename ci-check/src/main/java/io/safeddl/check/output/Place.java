package io.safeddl.check.output;

import io.safeddl.check.source.SourceReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where an output goes.
 *
 * @param colour whether escape sequences for colours are understood there
 * @param width how many columns there are for text
 * @param brief whether a line for each finding is enough
 * @param root the folder that paths are told from, where the reader knows no other; absolute
 */
public record Place(boolean colour, int width, boolean brief, Path root) {
  /** A file, which has no colours. */
  public Place file() {
    return new Place(false, width, brief, root);
  }

  /** A file's name as seen from the root, with {@code /}; unchanged where it is not inside. */
  String path(String name) {
    if (name.startsWith("<")) {
      return name;
    }
    try {
      var path = Path.of(name).toAbsolutePath().normalize();
      return SourceReader.name(path.startsWith(root) ? root.relativize(path) : path);
    } catch (InvalidPathException e) {
      return name; // Of a file whose name has characters that this locale does not know.
    }
  }
}
