package io.safeddl.backfill.walk;

import io.safeddl.backfill.target.RowWork;

/** The rows of one leaf that one transaction looks at. Its bounds never come from what it wrote. */
public sealed interface Piece permits Blocks, Keys, Row, Nothing {
  /** The condition, as SQL text without parameters. */
  String condition();

  /** The statement that does the work on these rows of a leaf. */
  default String update(String leaf, RowWork work) {
    return "UPDATE ONLY "
        + leaf
        + " SET "
        + work.setList()
        + " WHERE "
        + condition()
        + " AND "
        + work.pending();
  }
}
