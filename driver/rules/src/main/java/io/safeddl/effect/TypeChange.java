package io.safeddl.effect;

/** What ALTER COLUMN TYPE does to the rows and to the indexes on the column. */
enum TypeChange {
  /** The stored values stay as they are, and the indexes too. */
  KEEP,
  /** The rows stay, but the indexes on the column are built anew. */
  REINDEX,
  /** Every row is written anew. */
  REWRITE;

  /** The worse of the two. */
  TypeChange or(TypeChange other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
