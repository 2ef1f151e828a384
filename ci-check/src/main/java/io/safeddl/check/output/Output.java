package io.safeddl.check.output;

import io.safeddl.check.judge.Judgement;
import java.io.IOException;

/** A form in which findings are told; its names are those of {@code --format}. */
public interface Output {
  /**
   * Writes all of it.
   *
   * @throws IOException what {@code out} throws
   */
  void write(Judgement judgement, Appendable out) throws IOException;
}
