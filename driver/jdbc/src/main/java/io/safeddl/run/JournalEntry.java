package io.safeddl.run;

import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.SourceStatement;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeSet;

/**
 * A statement as the journal knows it again.
 *
 * @param hash of its tokens
 * @param start its first words, for people
 * @param path the schemas in which its names are looked up: the same text means another table in
 *     another path
 * @param relations OIDs of the relations that it locks, but for indexes
 */
record JournalEntry(String hash, String start, String path, List<Long> relations, Made made) {
  JournalEntry {
    relations = List.copyOf(relations);
  }

  /** A statement that has not been judged: nothing is known of what it locks and makes. */
  static JournalEntry of(SourceStatement source, String path) {
    return new JournalEntry(
        StatementText.hash(source), StatementText.start(source), path, List.of(), Made.NOTHING);
  }

  static JournalEntry of(Verdict verdict, String path) {
    var oids = new TreeSet<Long>();
    for (Lock lock : verdict.effects().locks()) {
      var relation = lock.relation().relation();
      if (relation != null && relation.oid() != 0 && !isIndex(relation)) {
        oids.add(relation.oid());
      }
    }
    return new JournalEntry(
        StatementText.hash(verdict.source()),
        StatementText.start(verdict.source()),
        path,
        List.copyOf(oids),
        Made.of(verdict.statement(), path));
  }

  /** DROP INDEX takes it away, and REINDEX CONCURRENTLY puts another one in its place. */
  private static boolean isIndex(Relation relation) {
    return relation.kind() == Relation.Kind.INDEX
        || relation.kind() == Relation.Kind.PARTITIONED_INDEX;
  }

  /** Who begins, or goes on with, a run that begins with this statement holds this lock. */
  long lockKey() {
    return lockKey(hash, path);
  }

  static long lockKey(String hash, String path) {
    return ByteBuffer.wrap(StatementText.sha256("safeddl " + hash + " " + path)).getLong();
  }
}
