package io.safeddl.check;

/** The exit codes that scripts rely on. */
final class ExitCode {
  static final int OK = 0;

  /** Wrong use, unreadable input. */
  static final int USAGE = 2;

  private ExitCode() {}
}
