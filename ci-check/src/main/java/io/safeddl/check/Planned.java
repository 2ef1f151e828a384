package io.safeddl.check;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * A command of the published interface that this version does not have yet. Whatever its arguments,
 * it says so and fails with the code of wrong use, so that no script takes it for a success.
 */
abstract class Planned implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Unmatched @Nullable List<String> arguments;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    spec.commandLine()
        .getErr()
        .printf(
            "%s: '%s' is not in this version yet; nothing was read and nothing was done.%n",
            spec.root().name(), spec.name());
    return ExitCode.USAGE;
  }
}
