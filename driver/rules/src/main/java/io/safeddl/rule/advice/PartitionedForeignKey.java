package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.model.ObjectNames;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.TableConstraint.ForeignKey;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key of a partitioned table before 18, where it cannot be NOT VALID: each leaf gets it
 * NOT VALID and validated, and the parent's takes them over without reading a row (measured on
 * 14–17). The last step takes a short ACCESS EXCLUSIVE on the referenced table.
 */
final class PartitionedForeignKey {
  private PartitionedForeignKey() {}

  /** The recipe, or null where this is another statement, or it is not certain what is equal. */
  static @Nullable Recipe of(SourceStatement source, AlterTable alter, Catalog catalog) {
    if (catalog.majorVersion() >= 18
        || alter.only()
        || alter.actions().size() != 1
        || !(alter.actions().get(0) instanceof AddConstraint add)
        || !(add.constraint() instanceof ForeignKey key)
        || key.notValid()) {
      return null;
    }
    var table = catalog.relation(alter.name()).orElse(null);
    var referenced = catalog.relation(key.table()).orElse(null);
    if (table == null
        || table.kind() != Relation.Kind.PARTITIONED_TABLE
        || table.children().isEmpty()
        || referenced == null
        // Before 18 VALIDATE leaves the parts of the key that point to partitions NOT VALID.
        || referenced.kind() != Relation.Kind.TABLE) {
      return null;
    }
    var doubts = new ArrayList<String>();
    var tree = PartitionTree.of(table, catalog, doubts::add);
    return doubts.isEmpty() && !tree.foreign() ? of(new UserText(source), tree, key) : null;
  }

  private static @Nullable Recipe of(UserText user, PartitionTree tree, ForeignKey key) {
    var table = tree.table();
    var given = key.name();
    var name =
        given == null
            ? ObjectNames.choose(
                table.name().name(),
                String.join("_", key.columns()),
                "fkey",
                n -> table.constraint(n).isPresent())
            : ObjectNames.truncate(given);
    if (!isFree(tree, name, key)) {
      return null;
    }
    var quoted = Identifiers.quote(name);
    var text = user.from("foreign", key.span());
    var commands = new ArrayList<Command>();
    var validations = new ArrayList<Command>();
    for (Relation leaf : tree.leaves()) {
      var alter = "ALTER TABLE " + leaf.name().toSql() + " ";
      commands.add(
          Command.guarded(
              alter + "ADD CONSTRAINT " + quoted + " " + text + " NOT VALID",
              alter + "DROP CONSTRAINT IF EXISTS " + quoted));
      validations.add(Command.online(alter + "VALIDATE CONSTRAINT " + quoted));
    }
    commands.addAll(validations);
    commands.add(
        Command.guarded(
            "ALTER TABLE " + table.name().toSql() + " ADD CONSTRAINT " + quoted + " " + text,
            "ALTER TABLE IF EXISTS "
                + table.name().toSql()
                + " DROP CONSTRAINT IF EXISTS "
                + quoted));
    return new Recipe(commands, Set.of("add-foreign-key", Recipe.LONG_WORK));
  }

  /** No table of the family has the name, or such a key: PostgreSQL might take it, or rename. */
  private static boolean isFree(PartitionTree tree, String name, ForeignKey key) {
    for (Constraint constraint : tree.table().constraints()) {
      if (constraint.name().equals(name)
          || (constraint.kind() == Constraint.Kind.FOREIGN_KEY
              && constraint.columns().equals(key.columns()))) {
        return false;
      }
    }
    return tree.children().stream().allMatch(child -> isFree(child, name, key));
  }
}
