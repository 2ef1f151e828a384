package io.safeddl.check.output;

import java.io.IOException;
import java.io.Writer;

/** A form in which findings are told; its names are those of {@code --format}. */
public interface Output {
  /**
   * Writes all of it.
   *
   * @throws IOException what {@code out} throws
   */
  void write(Report report, Writer out) throws IOException;
}
