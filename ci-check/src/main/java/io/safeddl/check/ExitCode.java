package io.safeddl.check;

/** The exit codes that scripts rely on. */
public final class ExitCode {
  /** Nothing to report. */
  public static final int OK = 0;

  /** Something is not as it should be. */
  public static final int FINDINGS = 1;

  /** Wrong use, unreadable input. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
