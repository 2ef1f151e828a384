package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Constraint;
import io.safeddl.rule.advice.Command.Kind;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The NOT NULL that a primary key gives its columns, on all levels of a partitioned table, before
 * the key itself: of one level alone it needs columns that are NOT NULL everywhere.
 */
final class PartitionedNotNull {
  private PartitionedNotNull() {}

  /**
   * The commands; none where the columns are NOT NULL already.
   *
   * @param alter whose one action adds the key
   * @param doubts hears, as a clause, what could not be taken back
   */
  static List<Command> of(
      AlterTable alter,
      PartitionTree tree,
      List<String> columns,
      Catalog catalog,
      Consumer<String> doubts) {
    var nullable = new ArrayList<String>();
    for (String column : columns) {
      if (!isNotNull(tree, column)) {
        nullable.add(column);
        if (catalog.majorVersion() < 18 && !isNullable(tree, column)) {
          doubts.accept(
              "the column "
                  + Identifiers.quote(column)
                  + " is NOT NULL in some partitions alone, which could not be told apart from the"
                  + " others any more if a later step fails");
        }
      }
    }
    if (nullable.isEmpty()) {
      return List.of();
    }
    var table = Target.qualified(alter, tree.table(), catalog.majorVersion());
    var undo = "ALTER TABLE IF EXISTS " + table.name().toSql();
    var parts = new AlterParts(table, undo);
    var names = new AlterNames(alter, catalog);
    var proofs = new NotNullProofs(alter, table, catalog, names, parts);
    for (String column : nullable) {
      proofs.forKey(alter.actions().get(0), column);
      if (catalog.majorVersion() < 18) {
        parts.last(action(column, "SET"));
      }
    }
    var commands = new ArrayList<>(parts.commands());
    var last = commands.size() - 1;
    if (catalog.majorVersion() < 18 && last >= 0) {
      commands.set(last, withUndo(commands.get(last), undo, nullable));
    }
    return commands;
  }

  private static Command withUndo(Command command, String undo, List<String> columns) {
    if (command.kind() != Kind.GUARDED) {
      throw new IllegalStateException("SET NOT NULL is brief: " + command.sql());
    }
    var drops = columns.stream().map(column -> action(column, "DROP")).toList();
    return Command.guarded(command.sql(), undo + " " + String.join(", ", drops));
  }

  private static String action(String column, String verb) {
    return "ALTER COLUMN " + Identifiers.quote(column) + " " + verb + " NOT NULL";
  }

  private static boolean isNotNull(PartitionTree tree, String column) {
    return notNull(tree, column) && tree.children().stream().allMatch(c -> isNotNull(c, column));
  }

  private static boolean isNullable(PartitionTree tree, String column) {
    return !notNull(tree, column) && tree.children().stream().allMatch(c -> isNullable(c, column));
  }

  /** From 18 on one that is NOT VALID counts as none: no key can rest on it. */
  private static boolean notNull(PartitionTree tree, String name) {
    var column = tree.table().column(name).orElse(null);
    return column != null
        && column.notNull()
        && tree.table().constraints().stream()
            .noneMatch(
                c ->
                    c.kind() == Constraint.Kind.NOT_NULL
                        && !c.validated()
                        && c.columns().contains(name));
  }
}
