package io.safeddl.check.git;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code git} of this machine, in one folder. */
record Git(Path folder) {
  /** What a command answered. */
  record Answer(int exitCode, String out, String err) {}

  /**
   * What a command answers that has to succeed.
   *
   * @throws IOException with what git says, where it does not
   */
  String run(String... command) throws IOException {
    var answer = ask(command);
    if (answer.exitCode() != 0) {
      throw new IOException("git " + command[0] + ": " + answer.err().strip());
    }
    return answer.out();
  }

  /**
   * What a command answers.
   *
   * @throws IOException where there is no git
   */
  Answer ask(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of("git", "-C", folder.toString()));
    words.addAll(List.of(command));
    var errors = Files.createTempFile("safeddl-git", ".txt");
    try {
      var builder = new ProcessBuilder(words).redirectError(Redirect.to(errors.toFile()));
      builder.environment().put("LC_ALL", "C");
      builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
      var process = start(builder);
      process.getOutputStream().close();
      var out = text(process.getInputStream().readAllBytes());
      var exitCode = process.waitFor();
      return new Answer(exitCode, out, text(Files.readAllBytes(errors)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted while waiting for git");
      interrupted.initCause(e);
      throw interrupted;
    } finally {
      Files.delete(errors);
    }
  }

  /** Whatever it is: names of files may be no UTF-8. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Process start(ProcessBuilder builder) throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IOException("--since needs git, which cannot be started: " + e.getMessage(), e);
    }
  }

  /** The parts of an answer that was asked for with {@code -z}. */
  static List<String> parts(String answer) {
    return answer.isEmpty() ? List.of() : List.of(answer.split("\0"));
  }
}
