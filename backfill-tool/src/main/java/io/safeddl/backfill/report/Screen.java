package io.safeddl.backfill.report;

import java.io.PrintWriter;

/**
 * Where something is shown again and again: on a terminal over what was shown before, else below
 * it, so that a file or a pipe gets plain lines.
 */
public final class Screen {
  private static final String ESCAPE = "\u001b[";

  /**
   * A line that is too long is cut at the edge: then it takes one line, and they can be counted.
   */
  private static final String NO_WRAP = ESCAPE + "?7l";

  private static final String WRAP = ESCAPE + "?7h";
  private static final String CLEAR_LINE = ESCAPE + "K";
  private static final String CLEAR_BELOW = ESCAPE + "J";

  private final PrintWriter out;
  private final boolean terminal;
  private long lines;

  Screen(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** What is written there is seen on a terminal where this process has one. */
  public static Screen of(PrintWriter out) {
    return new Screen(out, Terminal.isThere());
  }

  /**
   * Shows it.
   *
   * @param text whole lines
   */
  public void show(String text) {
    if (!terminal) {
      out.print(text);
      out.flush();
      return;
    }
    if (lines > 0) {
      out.print(ESCAPE + lines + "A\r");
    }
    out.print(NO_WRAP);
    text.lines().forEach(line -> out.print(line + CLEAR_LINE + "\n"));
    out.print(CLEAR_BELOW + WRAP);
    out.flush();
    lines = text.lines().count();
  }
}
