package io.safeddl.check;

import io.safeddl.check.config.Configuration;
import io.safeddl.check.output.FailOn;
import io.safeddl.plan.Policy;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about what is dangerous, and what of it makes the check fail. */
final class PolicyOptions {
  @Option(
      names = "--fail-on",
      description =
          "From which severity on to exit with 1: ${COMPLETION-CANDIDATES} (default: error).")
  private @Nullable FailOn failOn;

  @Option(
      names = "--assume-small",
      paramLabel = "TABLE",
      description =
          "A table that is small, with or without schema; may be given several times, and then"
              + " stands in the place of assumeSmall in safeddl.yaml.")
  private List<String> assumeSmall = List.of();

  /** What the rules go by. */
  Policy policy(Configuration configuration) {
    return configuration.policy(Set.copyOf(assumeSmall));
  }

  /** What makes the check fail. */
  FailOn failOn(Configuration configuration) {
    var configured = configuration.failOn();
    return failOn != null ? failOn : configured != null ? configured : FailOn.error;
  }
}
