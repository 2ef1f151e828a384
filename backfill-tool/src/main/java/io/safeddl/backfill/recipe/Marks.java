package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import io.safeddl.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has been said of an index or a constraint beside its definition.
 *
 * @param comment on it
 * @param indexComment on the index behind it
 * @param statistics the targets that an index's expressions, or statistics, have of their own:
 *     {@code ALTER COLUMN 1 SET STATISTICS 500}
 * @param clustered {@code CLUSTER ON}
 * @param replicaIdentity {@code REPLICA IDENTITY USING INDEX}
 */
record Marks(
    Optional<String> comment,
    Optional<String> indexComment,
    List<String> statistics,
    boolean clustered,
    boolean replicaIdentity) {
  Marks {
    statistics = List.copyOf(statistics);
  }

  /** A constraint's, without an index. */
  static Marks of(Optional<String> comment) {
    return new Marks(comment, Optional.empty(), List.of(), false, false);
  }

  /**
   * The statements that say them of the one that has the name now; none reads a row.
   *
   * @param aside the name of the one that had it, where that is still there
   */
  List<String> on(Attached it, Optional<String> aside) {
    var statements = new ArrayList<String>();
    var index = it.self().toSql();
    comment.ifPresent(
        text -> {
          statements.add(comment(it, it.name(), Database.literal(text)));
          aside.ifPresent(old -> statements.add(comment(it, old, "NULL")));
        });
    indexComment.ifPresent(
        text -> {
          statements.add(commentOnIndex(it.self(), Database.literal(text)));
          aside.ifPresent(old -> statements.add(commentOnIndex(it.self().sibling(old), "NULL")));
        });
    var object = it.kind() == Attached.Kind.STATISTICS ? "ALTER STATISTICS " : "ALTER INDEX ";
    statistics.forEach(target -> statements.add(object + index + " " + target));
    var alter = it.table().alter();
    var name = Identifiers.quote(it.name());
    if (clustered) {
      statements.add(alter + "CLUSTER ON " + name);
    }
    if (replicaIdentity) {
      statements.add(alter + "REPLICA IDENTITY USING INDEX " + name);
    }
    return statements;
  }

  private static String comment(Attached it, String name, String text) {
    return switch (it.kind()) {
      case INDEX, UNIQUE_INDEX -> commentOnIndex(it.self().sibling(name), text);
      case STATISTICS -> "COMMENT ON STATISTICS " + it.self().sibling(name).toSql() + " IS " + text;
      case UNIQUE, PRIMARY_KEY, CHECK, FOREIGN_KEY, REFERENCE ->
          "COMMENT ON CONSTRAINT "
              + Identifiers.quote(name)
              + " ON "
              + it.table().toSql()
              + " IS "
              + text;
    };
  }

  private static String commentOnIndex(TableName index, String text) {
    return "COMMENT ON INDEX " + index.toSql() + " IS " + text;
  }
}
