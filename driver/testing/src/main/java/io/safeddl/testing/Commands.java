package io.safeddl.testing;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;

/** Runs a short command to its end. */
final class Commands {
  private Commands() {}

  /**
   * Returns what it printed.
   *
   * @throws IOException where it cannot be started or does not end with 0, with what it printed
   */
  static String run(List<String> line) throws IOException {
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    try {
      var code = process.waitFor();
      if (code != 0) {
        throw new IOException(String.join(" ", line) + " ended with " + code + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + line.get(0), e);
    }
    return output;
  }
}
