package io.safeddl.embedded;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
    return run(line, "");
  }

  /**
   * Returns what it printed.
   *
   * @param input what it reads, in ASCII; short
   * @throws IOException where it cannot be started or does not end with 0, with what it printed
   */
  static String run(List<String> line, String input) throws IOException {
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.US_ASCII));
    }
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
