package io.safeddl.rule;

import io.safeddl.sql.QualifiedName;

/** Whether a running application can be using a relation. */
final class Usage {
  /** Bytes of a block, the unit that files grow by. */
  private static final long BLOCK = 8192;

  private Usage() {}

  /**
   * False for what only this session can see, what does not exist, what the application of before
   * cannot know, and tables without a row: a history that is replayed into a new database disturbs
   * nobody.
   */
  static boolean mayBeUsed(Question question, QualifiedName name) {
    var ref = question.ref(name);
    var relation = ref.relation();
    if (relation == null) {
      return !question.catalog().isComplete();
    }
    var release = question.surroundings().release();
    if (ref.isPrivate() || (release != null && release.isUnknown(relation.name()))) {
      return false;
    }
    if (question.large().test(ref)) {
      return true;
    }
    // Without a heap block: each index has its first block, and a TOAST table has one index.
    var empty =
        relation.isTable()
            && relation.estimatedRows() < 1
            && relation.sizeBytes() >= 0
            && relation.sizeBytes()
                <= BLOCK * (relation.indexes().size() + 1L) * (1L + relation.children().size());
    return !empty;
  }
}
