package io.safeddl.backfill.walk;

/**
 * The rows whose version stands in some blocks, or one stripe of them. The planner reads just these
 * blocks (TID Range Scan, since 14).
 *
 * <p>A stripe holds the rows whose number, by the expression of {@link Stripes#by}, ends with the
 * stripe's own. The last one takes every row that is left, whatever its number is or has become.
 *
 * @param from the first block
 * @param to the block behind the last
 * @param stripe from 0 to {@code stripes} - 1
 * @param stripes a power of two; 1 where the window is taken at once
 * @param by SQL for a whole number of each row
 */
public record Blocks(long from, long to, int stripe, int stripes, String by) implements Piece {
  /** Block numbers have 32 bits (manual section 8.19, type tid). */
  public static final long MOST = 0xFFFF_FFFFL;

  public Blocks {
    if (from < 0 || to <= from || to > MOST) {
      throw new IllegalArgumentException("blocks " + from + " to " + to);
    }
    if (Integer.bitCount(stripes) != 1 || stripe < 0 || stripe >= stripes) {
      throw new IllegalArgumentException("stripe " + stripe + " of " + stripes);
    }
  }

  /** True where no other stripe of the window comes behind it. */
  public boolean isLast() {
    return stripe == stripes - 1;
  }

  @Override
  public String condition() {
    var window =
        "ctid >= '(" + from + ",0)'::pg_catalog.tid AND ctid < '(" + to + ",0)'::pg_catalog.tid";
    return isLast()
        ? window
        : window + " AND (" + by + " OPERATOR(pg_catalog.&) " + (stripes - 1) + ") = " + stripe;
  }
}
