package io.safeddl.backfill.walk;

/**
 * Into how many passes a window of blocks is divided. Each pass commits, so that the next one finds
 * the room of the versions that are dead by then and updates in place (HOT): less WAL, little
 * growth. Of k passes all but the first can, so about (k-1)/k of the updates. Where they do not,
 * because an older snapshot keeps the dead versions or an index is on what is written, the passes
 * only cost; so k follows what is seen, and is tried again from time to time.
 */
public final class Stripes {
  private static final int USUAL = 8;

  /** Fewer updates than this say nothing. */
  private static final long ENOUGH = 200;

  /** With one pass, after how many windows two are tried. */
  private static final int TRY_AFTER = 12;

  private final boolean fixed;
  private int stripes;
  private int windowsAtOne;

  private Stripes(int stripes, boolean fixed) {
    this.stripes = stripes;
    this.fixed = fixed;
  }

  /** By what is seen. */
  public static Stripes adaptive() {
    return new Stripes(USUAL, false);
  }

  /** As the user wants it: the power of two that is not above it. */
  public static Stripes fixed(int stripes) {
    return new Stripes(Integer.highestOneBit(stripes), true);
  }

  /** For the next window. */
  public int count() {
    return stripes;
  }

  /**
   * A window is done.
   *
   * @param updated rows
   * @param hot how many of them in place
   */
  public void seen(long updated, long hot) {
    if (fixed || updated < ENOUGH) {
      return;
    }
    if (stripes == 1) {
      windowsAtOne++;
      if (windowsAtOne >= TRY_AFTER) {
        windowsAtOne = 0;
        stripes = 2;
      }
      return;
    }
    var share = (double) hot / updated;
    var possible = 1.0 - 1.0 / stripes;
    if (share < possible * 0.5) {
      stripes /= 2;
    } else if (share > possible * 0.8 && stripes < USUAL) {
      stripes *= 2;
    }
  }
}
