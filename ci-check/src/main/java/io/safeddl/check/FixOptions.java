package io.safeddl.check;

import picocli.CommandLine.Option;

/** The options about writing the safe form. */
final class FixOptions {
  @Option(
      names = "--fix",
      description =
          "Write the safe form of what is found into the files, in as many files as their tool"
              + " needs for it; of standard input, to standard output. What remains is told.")
  private boolean fix;

  @Option(
      names = "--diff",
      description = "With --fix: print what would be written as a unified diff, and write nothing.")
  private boolean diff;

  boolean isOn() {
    return fix || diff;
  }

  /** True where nothing is to be written. */
  boolean isDry() {
    return diff;
  }

  /** True where it was said what {@code --diff} is about. */
  boolean isComplete() {
    return fix || !diff;
  }
}
