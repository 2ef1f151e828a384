package io.safeddl.backfill;

/** The exit codes that scripts rely on. */
public final class ExitCode {
  /** All that was wanted is done. */
  public static final int DONE = 0;

  /** Not finished, differences, or rows in quarantine. */
  public static final int NOT_FINISHED = 1;

  /** Wrong use: nothing was done. */
  public static final int USAGE = 2;

  /** Paused, or outside the hours in which it may write. */
  public static final int PAUSED = 3;

  private ExitCode() {}
}
