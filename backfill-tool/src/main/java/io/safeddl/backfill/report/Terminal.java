package io.safeddl.backfill.report;

import java.io.Console;

/** Whether somebody sits before this process. */
final class Terminal {
  private static final int ALWAYS_A_CONSOLE = 22;

  private Terminal() {}

  /**
   * True where both ends are a terminal. From 22 on there is a console even where there is none.
   */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isThere() {
    var console = System.console();
    if (console == null) {
      return false;
    }
    if (Runtime.version().feature() < ALWAYS_A_CONSOLE) {
      return true;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("since 22 a console can be asked", e);
    }
  }
}
