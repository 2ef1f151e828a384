package io.safeddl.run;

import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A statement as the journal knows it again.
 *
 * @param hash of its tokens
 * @param start its first words, for people
 * @param path the schemas in which its names are looked up: the same text means another table in
 *     another path
 * @param relations OIDs of the relations that it locks, but for indexes
 * @param made what it makes, as SQL names
 */
record JournalEntry(
    String hash, String start, String path, List<Long> relations, List<String> made) {
  JournalEntry {
    relations = List.copyOf(relations);
    made = List.copyOf(made);
  }

  /** A statement that has not been judged: nothing is known of what it locks and makes. */
  static JournalEntry of(SourceStatement source, String path) {
    return new JournalEntry(
        StatementText.hash(source), StatementText.start(source), path, List.of(), List.of());
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
        made(verdict.statement(), path));
  }

  /** DROP INDEX takes it away, and REINDEX CONCURRENTLY puts another one in its place. */
  private static boolean isIndex(Relation relation) {
    return relation.kind() == Relation.Kind.INDEX
        || relation.kind() == Relation.Kind.PARTITIONED_INDEX;
  }

  private static List<String> made(Statement statement, String path) {
    var made = new ArrayList<String>(1);
    add(made, name(statement), path);
    return made;
  }

  private static @Nullable QualifiedName name(Statement statement) {
    if (statement instanceof Statement.CreateTable table) {
      return table.name();
    }
    if (statement instanceof Statement.CreateTableAs table) {
      return table.name();
    }
    if (statement instanceof Statement.CreateView view) {
      return view.name();
    }
    if (statement instanceof Statement.CreateMaterializedView view) {
      return view.name();
    }
    if (statement instanceof Statement.CreateSequence sequence) {
      return sequence.name();
    }
    if (statement instanceof Statement.CreateIndex index && index.name() != null) {
      return QualifiedName.of(index.table().schema(), index.name().name());
    }
    return null;
  }

  /** New objects go into the first schema of the path. */
  private static void add(List<String> made, @Nullable QualifiedName name, String path) {
    if (name == null) {
      return;
    }
    boolean bare = name.schema() == null && !path.isEmpty();
    var schema = bare ? path.substring(0, (path + ",").indexOf(',')) : name.schema();
    made.add(QualifiedName.of(schema, name.name()).toSql());
  }

  /** Who begins, or goes on with, a run that begins with this statement holds this lock. */
  long lockKey() {
    return lockKey(hash, path);
  }

  static long lockKey(String hash, String path) {
    return ByteBuffer.wrap(StatementText.sha256("safeddl " + hash + " " + path)).getLong();
  }
}
