package io.safeddl.check;

import io.safeddl.check.config.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that says for which server the migrations are. */
final class ServerVersion {
  private static final int OLDEST = 14;
  private static final int NEWEST = 18;

  @Option(names = "--pg-version", description = "The server's major version (default: 18).")
  private @Nullable Integer major;

  /** True where it was said, and not only taken for the newest. */
  boolean isTold(Configuration configuration) {
    return major != null || configuration.pgVersion() != null;
  }

  /**
   * The major version.
   *
   * @throws ParameterException where it is none that is supported
   */
  int major(CommandLine commandLine, Configuration configuration) {
    var configured = configuration.pgVersion();
    var wanted = major != null ? major : configured != null ? configured : NEWEST;
    if (wanted < OLDEST || wanted > NEWEST) {
      throw new ParameterException(
          commandLine, "--pg-version is one of " + OLDEST + " to " + NEWEST);
    }
    return wanted;
  }
}
