package io.safeddl.check.output;

import io.safeddl.rule.Severity;

/** The words of {@code --fail-on}: from which severity on the check has failed. */
public enum FailOn {
  error,
  warning,
  never;

  /** True where a finding of this severity makes the check fail. */
  public boolean counts(Severity severity) {
    return switch (this) {
      case error -> severity == Severity.ERROR;
      case warning -> severity != Severity.OFF;
      case never -> false;
    };
  }
}
