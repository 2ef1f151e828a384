package io.safeddl.rule;

/** How grave a finding is. */
public enum Severity {
  /** Replaced if there is a plan, else refused. */
  ERROR,
  /** Runs, guarded, and is said. */
  WARNING,
  /** The rule is silent. */
  OFF
}
