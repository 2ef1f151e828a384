package io.safeddl.backfill;

/** The exit codes that scripts rely on. */
final class ExitCode {
  static final int USAGE = 2;

  private ExitCode() {}
}
