package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.AlterAction.AttachPartition;
import io.safeddl.sql.tree.AlterAction.DetachPartition;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Which actions of an ALTER of a partitioned table can be taken apart together. The partitions take
 * part by themselves in most: NOT VALID and VALIDATE go through all levels, of foreign keys from 18
 * on. Keys, and foreign keys before 18, are made leaf by leaf.
 */
final class PartitionedActions {
  private final SourceStatement source;
  private final AlterTable alter;
  private final Catalog catalog;
  private final AlterScope scope;

  /** What is made leaf by leaf. */
  private final IdentityHashMap<AlterAction, List<Command>> levels = new IdentityHashMap<>();

  PartitionedActions(SourceStatement source, AlterTable alter, Catalog catalog, AlterScope scope) {
    this.source = source;
    this.alter = alter;
    this.catalog = catalog;
    this.scope = scope;
  }

  /** True where each action of the statement is such a one; asked before {@link #commands}. */
  boolean arePossible(Relation relation) {
    if (relation.kind() != Relation.Kind.PARTITIONED_TABLE || alter.only()) {
      return false;
    }
    return alter.actions().stream().allMatch(this::isPossible) && areApart();
  }

  /** The commands of an action that is done leaf by leaf; none for another. */
  List<Command> commands(AlterAction action) {
    return levels.getOrDefault(action, List.of());
  }

  private boolean isPossible(AlterAction action) {
    if (action instanceof AddColumn add) {
      return add.column().constraints().stream().allMatch(this::isPossible);
    }
    if (action instanceof AlterAction.SetNotNull set && catalog.majorVersion() < 18) {
      return !scope.isNew(set.column()); // the server looks for it in the partitions first: 42703
    }
    if (!(action instanceof AddConstraint add)) {
      return !(action instanceof AttachPartition || action instanceof DetachPartition);
    }
    var constraint = add.constraint();
    if (constraint instanceof TableConstraint.ForeignKey key) {
      return catalog.majorVersion() >= 18 || key.notValid() || leafByLeaf(action, key.columns());
    }
    if (constraint instanceof TableConstraint.Unique key) {
      return leafByLeaf(action, keyed(key.columns(), key.include()));
    }
    if (constraint instanceof TableConstraint.PrimaryKey key) {
      return leafByLeaf(action, keyed(key.columns(), key.include()));
    }
    return !(constraint instanceof TableConstraint.Exclude);
  }

  private boolean isPossible(ColumnConstraint constraint) {
    return !(constraint instanceof ColumnConstraint.Unique
        || constraint instanceof ColumnConstraint.PrimaryKey
        || (constraint instanceof ColumnConstraint.References && catalog.majorVersion() < 18));
  }

  private static List<String> keyed(List<String> columns, List<String> include) {
    var all = new ArrayList<>(columns);
    all.addAll(include);
    return all;
  }

  /** Of an ALTER of this action alone there is a recipe of its own. */
  private boolean leafByLeaf(AlterAction action, List<String> columns) {
    if (alter.actions().size() == 1 || columns.stream().anyMatch(scope::isNew)) {
      return false;
    }
    var alone = AlterNames.only(alter, action);
    var key = PartitionedKey.of(source, alone, true, catalog);
    var form = key == null ? PartitionedForeignKey.of(source, alone, catalog) : key;
    if (form instanceof Recipe recipe) {
      levels.put(action, recipe.commands());
    }
    return form instanceof Recipe;
  }

  /**
   * Each is named, and proven not to be null, as if it were alone: so no two on the same columns,
   * no name is to be freed, and no other action proves the same.
   */
  private boolean areApart() {
    var columns = new HashSet<List<String>>();
    var primary = false;
    for (AlterAction action : levels.keySet()) {
      var constraint = ((AddConstraint) action).constraint();
      primary |= constraint instanceof TableConstraint.PrimaryKey;
      if (!columns.add(columns(constraint))) {
        return false;
      }
    }
    var proves = primary;
    return levels.isEmpty()
        || alter.actions().stream()
            .noneMatch(
                action ->
                    action instanceof AlterAction.DropConstraint || (proves && isNotNull(action)));
  }

  private static boolean isNotNull(AlterAction action) {
    return action instanceof AlterAction.SetNotNull
        || (action instanceof AddConstraint add
            && add.constraint() instanceof TableConstraint.NotNull);
  }

  private static List<String> columns(TableConstraint constraint) {
    if (constraint instanceof TableConstraint.Unique key) {
      return keyed(key.columns(), key.include());
    }
    if (constraint instanceof TableConstraint.PrimaryKey key) {
      return keyed(key.columns(), key.include());
    }
    return constraint instanceof TableConstraint.ForeignKey key ? key.columns() : List.of();
  }
}
