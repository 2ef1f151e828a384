package io.safeddl.rule;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.effect.RelationRef;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.Statement.CreateTrigger;
import io.safeddl.sql.tree.Statement.Policy;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * The migrations that are rolled out together, while the application version of before still runs:
 * that version knows the schema of before, and nothing else. Immutable; {@link #after} costs the
 * same however long the release.
 */
public final class Release {
  /** The tables as the release finds them. */
  private final Catalog before;

  /** Full names that tables of before have got in this release. */
  private final PSet<QualifiedName> moved;

  /** Tables that have got a trigger in this release, which may fill new columns. */
  private final PSet<QualifiedName> triggered;

  /** Tables that have got a policy in this release. */
  private final PSet<QualifiedName> policed;

  /** New columns of tables that no statement has made, by table (as written) and column. */
  private final PMap<QualifiedName, PMap<String, ColumnDefinition>> added;

  private Release(
      Catalog before,
      PSet<QualifiedName> moved,
      PSet<QualifiedName> triggered,
      PSet<QualifiedName> policed,
      PMap<QualifiedName, PMap<String, ColumnDefinition>> added) {
    this.before = before;
    this.moved = moved;
    this.triggered = triggered;
    this.policed = policed;
    this.added = added;
  }

  /** A release of which nothing has run yet. */
  public static Release startingFrom(Catalog before) {
    return new Release(
        before,
        HashTreePSet.empty(),
        HashTreePSet.empty(),
        HashTreePSet.empty(),
        HashTreePMap.empty());
  }

  /** The tables as the release finds them. */
  public Catalog before() {
    return before;
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
    return known == null ? addedToUnknown(table, column) != null : known.column(column).isEmpty();
  }

  /** The column as this release has added it to a table of which nothing else is known, or null. */
  @Nullable ColumnDefinition addedToUnknown(RelationRef table, String column) {
    var columns = table.relation() == null ? added.get(table.name()) : null;
    return columns == null ? null : columns.get(column);
  }

  /** True where the release has given the table a trigger. */
  boolean hasNewTrigger(RelationRef table) {
    return triggered.contains(table.name());
  }

  /** True where the release has given the table a policy. */
  boolean hasNewPolicy(RelationRef table) {
    return policed.contains(table.name());
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
    if (statement instanceof CreateTrigger trigger) {
      var table = catalog.relation(trigger.table()).map(Relation::name).orElse(trigger.table());
      return new Release(before, moved, triggered.plus(table), policed, added);
    }
    if (statement instanceof Policy policy && policy.create()) {
      var table = catalog.relation(policy.table()).map(Relation::name).orElse(policy.table());
      return new Release(before, moved, triggered, policed.plus(table), added);
    }
    if (!(statement instanceof AlterTable alter)) {
      return this;
    }
    var release = this;
    for (AlterAction action : alter.actions()) {
      release = release.after(action, alter, catalog);
    }
    return release;
  }

  private Release after(AlterAction action, AlterTable alter, Catalog catalog) {
    if (action instanceof AlterAction.AddColumn add && catalog.relation(alter.name()).isEmpty()) {
      PMap<String, ColumnDefinition> known = added.get(alter.name());
      var columns = known == null ? HashTreePMap.<String, ColumnDefinition>empty() : known;
      return new Release(
          before,
          moved,
          triggered,
          policed,
          added.plus(alter.name(), columns.plus(add.column().name(), add.column())));
    }
    var name = newName(action, alter);
    var relation = name == null ? null : catalog.relation(alter.name()).orElse(null);
    if (name == null || relation == null || isNew(RelationRef.of(relation))) {
      return this;
    }
    var schema = name.schema() == null ? relation.name().schema() : name.schema();
    return new Release(
        before, moved.plus(QualifiedName.of(schema, name.name())), triggered, policed, added);
  }

  private static @Nullable QualifiedName newName(AlterAction action, AlterTable alter) {
    if (action instanceof AlterAction.RenameTo rename) {
      return QualifiedName.of(rename.newName());
    }
    return action instanceof AlterAction.SetSchema move
        ? QualifiedName.of(move.schema(), alter.name().name())
        : null;
  }
}
