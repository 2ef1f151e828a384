package io.safeddl.backfill.walk;

import io.safeddl.backfill.target.RowKey;
import io.safeddl.sql.Identifiers;
import java.util.Optional;
import java.util.Set;

/**
 * Into how many passes a window of blocks is divided. Each pass commits, so that the next one finds
 * the room of the versions that are dead by then and updates in place (HOT): less WAL, little
 * growth. Of k passes all but the first can, so about (k-1)/k of the updates. Where they do not,
 * because an older snapshot keeps the dead versions or an index is on what is written, the passes
 * only cost; so k follows what is seen, and is tried again from time to time.
 *
 * <p>The rows are dealt out by the last bits of a whole number. A serial key deals them evenly
 * within each page, so that each pass finds as much room as it needs. Where it does not, or where
 * the key is none, the hash of the place is taken: any rows can be dealt by it, but some pages get
 * more of one stripe than of another.
 */
public final class Stripes {
  private static final int USUAL = 16;

  /** The types whose values have last bits. */
  private static final Set<String> WHOLE_NUMBERS = Set.of("int2", "int4", "int8");

  private static final String PLACE = "pg_catalog.hashtid(ctid)";

  /** Above so many times its share a stripe is too large. */
  private static final int UNEVEN = 2;

  /** Fewer updates than this say nothing. */
  private static final long ENOUGH = 200;

  /** With one pass, after how many windows two are tried. */
  private static final int TRY_AFTER = 12;

  private final boolean fixed;
  private int stripes;
  private int windowsAtOne;
  private String by;

  private Stripes(int stripes, boolean fixed, Optional<RowKey> key) {
    this.stripes = stripes;
    this.fixed = fixed;
    this.by = key.flatMap(Stripes::number).orElse(PLACE);
  }

  /** By what is seen. */
  public static Stripes adaptive(Optional<RowKey> key) {
    return new Stripes(USUAL, false, key);
  }

  /** As the user wants it: the power of two that is not above it. */
  public static Stripes fixed(int stripes, Optional<RowKey> key) {
    return new Stripes(Integer.highestOneBit(stripes), true, key);
  }

  private static Optional<String> number(RowKey key) {
    return Optional.of(key.columns())
        .filter(it -> it.size() == 1 && WHOLE_NUMBERS.contains(it.get(0).typeName()))
        .map(it -> Identifiers.quote(it.get(0).name()));
  }

  /** SQL for the number by which the rows of the next window are dealt out. */
  public String by() {
    return by;
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
   * @param largest how many rows the largest of its stripes had
   */
  public void seen(long updated, long hot, long largest) {
    if (updated < ENOUGH) {
      return;
    }
    if (largest * stripes > UNEVEN * updated && !by.equals(PLACE)) {
      by = PLACE;
      return;
    }
    if (fixed) {
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
