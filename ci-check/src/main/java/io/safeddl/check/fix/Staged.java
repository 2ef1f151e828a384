package io.safeddl.check.fix;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A text that waits near the file whose place it takes.
 *
 * @param target the file itself, where a link was named
 */
record Staged(Change change, Path target, Path waiting) {
  static final String PREFIX = ".safeddl-";
  static final String SUFFIX = ".tmp";

  void move() throws IOException {
    move(waiting, target, change.before() == null);
  }

  /**
   * Puts a text into its place.
   *
   * @param isNew then it is an error where a file has come there meanwhile
   */
  static void move(Path waiting, Path target, boolean isNew) throws IOException {
    if (isNew) {
      Files.move(waiting, target);
      return;
    }
    try {
      Files.move(waiting, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(waiting, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
