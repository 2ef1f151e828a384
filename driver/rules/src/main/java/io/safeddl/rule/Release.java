package io.safeddl.rule;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.effect.RelationRef;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.Statement.CreateTrigger;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The migrations that are rolled out together, while the application version of before still runs:
 * that version knows the schema of before, and nothing else.
 *
 * @param before the tables as the release finds them
 * @param moved full names that tables of before have got in this release
 * @param triggered tables that have got a trigger in this release, which may fill new columns
 */
public record Release(Catalog before, Set<QualifiedName> moved, Set<QualifiedName> triggered) {
  public Release {
    moved = Set.copyOf(moved);
    triggered = Set.copyOf(triggered);
  }

  /** A release of which nothing has run yet. */
  public static Release startingFrom(Catalog before) {
    return new Release(before, Set.of(), Set.of());
  }

  /** True for what this release has made: no rows of before are in it, and nobody uses it yet. */
  public boolean isNew(RelationRef ref) {
    var relation = ref.relation();
    return relation != null && !moved.contains(relation.name()) && isUnknown(relation.name());
  }

  /** True for a name that means nothing to the application of before. */
  public boolean isUnknown(QualifiedName name) {
    return before.relation(name).isEmpty();
  }

  /** True where the table is known to the application of before, but this column of it is not. */
  public boolean isNewColumn(RelationRef table, String column) {
    var known = old(table);
    return known != null && known.column(column).isEmpty();
  }

  /** The table as the application of before knows it, or null. */
  @Nullable Relation old(RelationRef table) {
    return before.relation(table.name()).orElse(null);
  }

  /**
   * The release behind a statement.
   *
   * @param catalog the tables just before the statement
   */
  public Release after(Statement statement, Catalog catalog) {
    if (statement instanceof AlterTable alter) {
      for (AlterAction action : alter.actions()) {
        var name = newName(action, alter);
        var relation = name == null ? null : catalog.relation(alter.name()).orElse(null);
        if (name != null && relation != null && !isNew(RelationRef.of(relation))) {
          var schema = name.schema() == null ? relation.name().schema() : name.schema();
          return new Release(before, with(moved, QualifiedName.of(schema, name.name())), triggered);
        }
      }
    }
    if (statement instanceof CreateTrigger trigger) {
      var table = catalog.relation(trigger.table()).map(Relation::name).orElse(trigger.table());
      return new Release(before, moved, with(triggered, table));
    }
    return this;
  }

  private static @Nullable QualifiedName newName(AlterAction action, AlterTable alter) {
    if (action instanceof AlterAction.RenameTo rename) {
      return QualifiedName.of(rename.newName());
    }
    return action instanceof AlterAction.SetSchema move
        ? QualifiedName.of(move.schema(), alter.name().name())
        : null;
  }

  private static Set<QualifiedName> with(Set<QualifiedName> names, QualifiedName name) {
    var more = new HashSet<QualifiedName>(names);
    more.add(name);
    return more;
  }
}
