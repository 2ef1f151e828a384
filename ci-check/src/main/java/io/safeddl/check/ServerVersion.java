package io.safeddl.check;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that says for which server the migrations are. */
final class ServerVersion {
  private static final int OLDEST = 14;
  private static final int NEWEST = 18;

  @Option(names = "--pg-version", description = "The server's major version (default: 18).")
  private int major = NEWEST;

  /**
   * The major version.
   *
   * @throws ParameterException where it is none that is supported
   */
  int major(CommandLine commandLine) {
    if (major < OLDEST || major > NEWEST) {
      throw new ParameterException(
          commandLine, "--pg-version is one of " + OLDEST + " to " + NEWEST);
    }
    return major;
  }
}
