package io.safeddl.check;

/** The exit codes that scripts rely on. */
final class ExitCode {
  static final int USAGE = 2;

  private ExitCode() {}
}
