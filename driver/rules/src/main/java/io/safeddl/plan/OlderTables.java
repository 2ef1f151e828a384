package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.IndexElement;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The tables that CREATE TABLE IF NOT EXISTS passes over although nothing before it is known to
 * have made them: a later statement of the file names a column that the one made here would not
 * have, or adds one if it is not there yet. Who writes that knows an older table of that name.
 */
final class OlderTables {
  /** Made by IF NOT EXISTS, with all of their columns written out. */
  private final Set<QualifiedName> made = new HashSet<>();

  private final Set<QualifiedName> older = new HashSet<>();

  private OlderTables() {}

  /**
   * Their full names.
   *
   * @param catalogs the tables before each of the statements
   */
  static Set<QualifiedName> of(List<Statement> statements, List<SchemaModel> catalogs) {
    var tables = new OlderTables();
    for (var i = 0; i < statements.size(); i++) {
      tables.see(statements.get(i), catalogs.get(i));
    }
    return tables.older;
  }

  private void see(Statement statement, SchemaModel before) {
    if (statement instanceof Statement.CreateTable create) {
      if (create.ifNotExists() && isWrittenOut(create)) {
        before.after(create).relation(create.name()).map(Relation::name).ifPresent(made::add);
      }
    } else if (statement instanceof Statement.CreateIndex create) {
      see(create.table(), columns(create), before);
    } else if (statement instanceof Statement.AlterTable alter) {
      var added = new HashSet<String>();
      for (var action : alter.actions()) {
        if (action instanceof AlterAction.AddColumn add) {
          added.add(add.column().name());
          note(alter.name(), add.ifNotExists(), before);
        }
      }
      for (var action : alter.actions()) {
        var named = new ArrayList<>(columns(action));
        named.removeAll(added);
        see(alter.name(), named, before);
      }
    }
  }

  /** Not copied from, nor inherited of, what is not known. */
  private static boolean isWrittenOut(Statement.CreateTable create) {
    return create.likes().isEmpty()
        && create.parents().isEmpty()
        && create.partitionOf() == null
        && create.ofType() == null;
  }

  private void see(QualifiedName name, List<String> named, Catalog before) {
    var table = before.relation(name).orElse(null);
    note(
        name,
        table != null && named.stream().anyMatch(column -> table.column(column).isEmpty()),
        before);
  }

  private void note(QualifiedName name, boolean isOlder, Catalog before) {
    if (isOlder) {
      before.relation(name).map(Relation::name).filter(made::contains).ifPresent(older::add);
    }
  }

  private static List<String> columns(Statement.CreateIndex create) {
    var columns = new ArrayList<>(create.include());
    create.elements().stream()
        .map(IndexElement::column)
        .filter(Objects::nonNull)
        .forEach(columns::add);
    return columns;
  }

  /** Those that it names; DROP COLUMN IF EXISTS too, which is written for a table that has it. */
  private static List<String> columns(AlterAction action) {
    if (action instanceof AlterAction.DropColumn a) {
      return List.of(a.column());
    } else if (action instanceof AlterAction.AlterColumnType a) {
      return List.of(a.column());
    } else if (action instanceof AlterAction.SetDefault a) {
      return List.of(a.column());
    } else if (action instanceof AlterAction.DropDefault a) {
      return List.of(a.column());
    } else if (action instanceof AlterAction.SetNotNull a) {
      return List.of(a.column());
    } else if (action instanceof AlterAction.DropNotNull a) {
      return List.of(a.column());
    } else if (action instanceof AlterAction.RenameColumn a) {
      return List.of(a.column());
    } else if (action instanceof AlterAction.AddConstraint a) {
      return columns(a.constraint());
    }
    return List.of();
  }

  private static List<String> columns(TableConstraint constraint) {
    if (constraint instanceof TableConstraint.Unique c) {
      return c.columns();
    } else if (constraint instanceof TableConstraint.PrimaryKey c) {
      return c.columns();
    } else if (constraint instanceof TableConstraint.ForeignKey c) {
      return c.columns();
    } else if (constraint instanceof TableConstraint.NotNull c) {
      return List.of(c.column());
    }
    return List.of();
  }
}
