package io.safeddl.backfill.walk;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of which the key lies behind one place and up to another.
 *
 * @param after the place behind which it begins; empty for the first key
 * @param upTo the last place
 */
public record Keys(KeyOrder order, List<String> after, List<String> upTo) implements Piece {
  public Keys {
    after = List.copyOf(after);
    upTo = List.copyOf(upTo);
  }

  @Override
  public String condition() {
    var bounds = new ArrayList<String>();
    if (!after.isEmpty()) {
      bounds.add(order.compare(">", after));
    }
    bounds.add(order.compare("<=", upTo));
    return String.join(" AND ", bounds);
  }

  /** The query for the place some rows on; no row where the piece has fewer. */
  public String placeAfter(String leaf, long rows) {
    return "SELECT "
        + order.place()
        + " FROM ONLY "
        + leaf
        + " WHERE "
        + condition()
        + " ORDER BY "
        + order.list("")
        + " OFFSET "
        + (rows - 1)
        + " LIMIT 1";
  }
}
