package io.safeddl.catalog.model;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** ALTER TABLE and the ALTERs of other relations. */
final class TableChange {
  private final ModelState state;
  private final boolean inTransaction;
  private final TableFamily family;

  TableChange(ModelState state, boolean inTransaction) {
    this.state = state;
    this.inTransaction = inTransaction;
    this.family = new TableFamily(state);
  }

  void alter(Statement.AlterTable statement) {
    var relation = state.find(statement.name()).orElse(null);
    if (relation == null) {
      new Strangers(state).note(statement);
      return;
    }
    for (var action : ordered(statement.actions())) {
      if (relation.table() != null) {
        alterIndex(relation, action);
      } else {
        apply(relation.name(), action, statement.only());
      }
    }
  }

  /** Columns and their types come before constraints, whatever the order of the text. */
  private static List<AlterAction> ordered(List<AlterAction> actions) {
    var ordered = new ArrayList<AlterAction>();
    actions.stream().filter(TableChange::drops).forEach(ordered::add);
    actions.stream()
        .filter(a -> !drops(a) && !(a instanceof AlterAction.AddConstraint))
        .forEach(ordered::add);
    actions.stream().filter(TableChange::addsKey).forEach(ordered::add);
    actions.stream()
        .filter(a -> a instanceof AlterAction.AddConstraint && !addsKey(a))
        .forEach(ordered::add);
    return ordered;
  }

  private static boolean drops(AlterAction action) {
    return action instanceof AlterAction.DropColumn || action instanceof AlterAction.DropConstraint;
  }

  private static boolean addsKey(AlterAction action) {
    return action instanceof AlterAction.AddConstraint a
        && (a.constraint() instanceof TableConstraint.PrimaryKey
            || a.constraint() instanceof TableConstraint.Unique);
  }

  private void apply(QualifiedName name, AlterAction action, boolean only) {
    var relation = state.find(name).orElse(null);
    if (relation == null) {
      return;
    }
    if (action instanceof AlterAction.RenameTo a) {
      Links.rename(
          state, relation, QualifiedName.of(name.schema(), ObjectNames.truncate(a.newName())));
    } else if (action instanceof AlterAction.SetSchema a) {
      Links.rename(state, relation, QualifiedName.of(a.schema(), name.name()));
    } else if (action instanceof AlterAction.AttachPartition a) {
      family.attach(relation, a.partition(), a.bound());
    } else if (action instanceof AlterAction.DetachPartition a) {
      family.detach(relation, a.partition());
    } else if (action instanceof AlterAction.Inherit a) {
      state
          .find(a.parent())
          .ifPresent(
              p -> {
                if (a.add()) {
                  family.attach(p, name, null);
                } else {
                  family.detach(p, name);
                }
              });
    } else {
      change(relation, action);
      if (!only || relation.kind() == Relation.Kind.PARTITIONED_TABLE) {
        if (gives(action)) {
          var after = state.find(name).orElseThrow();
          relation.children().forEach(c -> family.inheritNew(relation, after, c));
        }
        if (isInherited(action)) {
          relation.children().forEach(c -> apply(c, action, false));
        }
      }
    }
  }

  private static boolean gives(AlterAction action) {
    return action instanceof AlterAction.AddColumn
        || action instanceof AlterAction.AddConstraint
        || action instanceof AlterAction.SetNotNull;
  }

  private static boolean isInherited(AlterAction action) {
    return action instanceof AlterAction.DropColumn
        || action instanceof AlterAction.AlterColumnType
        || action instanceof AlterAction.DropNotNull
        || action instanceof AlterAction.SetDefault
        || action instanceof AlterAction.DropDefault
        || action instanceof AlterAction.RenameColumn
        || action instanceof AlterAction.DropConstraint
        || action instanceof AlterAction.RenameConstraint
        || action instanceof AlterAction.ValidateConstraint;
  }

  private void change(Relation relation, AlterAction action) {
    var table = new RelationBuilder(relation);
    var maker = new ConstraintMaker(state, table);
    if (action instanceof AlterAction.AddColumn a) {
      addColumn(table, a);
    } else if (action instanceof AlterAction.DropColumn a) {
      ColumnEdits.drop(state, table, a.column());
      if (a.cascade()) {
        family.dropReferencesTo(relation, a.column());
      }
    } else if (action instanceof AlterAction.AlterColumnType a) {
      var collation = a.collation();
      table.column(
          a.column(),
          c -> ColumnEdits.typed(c, a.type(), collation == null ? null : collation.toSql()));
    } else if (action instanceof AlterAction.SetDefault a) {
      var text = a.value().text();
      table.column(
          a.column(),
          c -> ColumnEdits.valued(c, c.generated(), text.equalsIgnoreCase("null") ? null : text));
    } else if (action instanceof AlterAction.DropDefault a) {
      table.column(a.column(), c -> ColumnEdits.valued(c, c.generated(), null));
    } else if (action instanceof AlterAction.SetExpression a) {
      table.column(a.column(), c -> ColumnEdits.valued(c, c.generated(), a.value().text()));
    } else if (action instanceof AlterAction.DropExpression a) {
      table.column(a.column(), c -> ColumnEdits.valued(c, Column.Generated.NO, null));
    } else if (action instanceof AlterAction.SetNotNull a) {
      setNotNull(table, maker, a.column());
    } else if (action instanceof AlterAction.DropNotNull a) {
      table.setNotNull(a.column(), false);
      table.constraints.remove(maker.notNullOf(a.column()));
    } else if (action instanceof AlterAction.AddIdentity a) {
      table.column(a.column(), c -> ColumnEdits.identity(c, true));
      Sequences.create(state, table, a.column(), inTransaction);
    } else if (action instanceof AlterAction.DropIdentity a) {
      table.column(a.column(), c -> ColumnEdits.identity(c, false));
    } else if (action instanceof AlterAction.RenameColumn a) {
      ColumnEdits.rename(table, a.column(), a.newName());
      family.renameReferenced(relation, a);
    } else {
      changeConstraints(table, maker, action);
    }
    state.put(table.build());
    if (action instanceof AlterAction.AddConstraint || action instanceof AlterAction.AddColumn) {
      family.inheritIndexes(relation, table);
    }
  }

  private void changeConstraints(RelationBuilder table, ConstraintMaker maker, AlterAction action) {
    if (action instanceof AlterAction.AddConstraint a) {
      addConstraint(table, maker, a.constraint());
    } else if (action instanceof AlterAction.DropConstraint a) {
      var constraint = table.constraint(a.name());
      if (constraint != null) {
        ColumnEdits.dropConstraint(state, table, constraint);
      }
    } else if (action instanceof AlterAction.ValidateConstraint a) {
      table.constraints.replaceAll(
          c -> c.name().equals(a.name()) ? with(c, true, c.enforced()) : c);
    } else if (action instanceof AlterAction.AlterConstraint a) {
      var enforced = a.enforced();
      if (enforced != null) {
        table.constraints.replaceAll(
            c -> c.name().equals(a.name()) ? with(c, enforced, enforced) : c);
      }
    } else if (action instanceof AlterAction.RenameConstraint a) {
      family.renameConstraint(table, a.name(), ObjectNames.truncate(a.newName()));
    } else if (action instanceof AlterAction.OwnerTo a) {
      table.owner = a.owner();
    }
  }

  /** A CHECK of a parent merges with that of the child of its name. */
  private static void addConstraint(
      RelationBuilder table, ConstraintMaker maker, TableConstraint constraint) {
    var name = constraint.name();
    if (name == null || table.constraint(ObjectNames.truncate(name)) == null) {
      maker.add(constraint);
    }
  }

  private void addColumn(RelationBuilder table, AlterAction.AddColumn action) {
    var definition = action.column();
    if (table.column(definition.name()) != null) {
      return;
    }
    var column = TableMaker.make(definition, null);
    if (column == null) {
      return;
    }
    table.columns.add(column);
    Sequences.create(state, table, definition, inTransaction);
    var maker = new ConstraintMaker(state, table);
    maker.addAll(definition);
    TableMaker.notNull(maker, definition);
  }

  /** In 18 SET NOT NULL validates a constraint that is there already. */
  private static void setNotNull(RelationBuilder table, ConstraintMaker maker, String column) {
    table.setNotNull(column, true);
    var existing = maker.notNullOf(column);
    if (existing == null) {
      maker.notNull(null, column, true, false);
    } else {
      table.constraints.replaceAll(c -> c.equals(existing) ? with(c, true, true) : c);
    }
  }

  private void alterIndex(Relation index, AlterAction action) {
    var table = Objects.requireNonNull(index.table());
    if (!(action instanceof AlterAction.RenameTo rename)) {
      return;
    }
    var newName = ObjectNames.truncate(rename.newName());
    Links.change(
        state,
        table,
        b -> {
          var constraint =
              b.indexes.stream()
                  .filter(i -> i.name().equals(index.name()) && i.constraint() != null)
                  .findFirst();
          if (constraint.isPresent()) {
            family.renameConstraint(b, index.name().name(), newName);
          } else {
            b.indexes.replaceAll(
                i ->
                    i.name().equals(index.name())
                        ? Links.named(i, QualifiedName.of(i.name().schema(), newName))
                        : i);
          }
        });
    state.remove(index.name());
  }

  static Constraint with(Constraint c, boolean validated, boolean enforced) {
    return new Constraint(
        c.name(),
        c.kind(),
        c.columns(),
        c.definition(),
        c.expression(),
        validated,
        enforced,
        c.noInherit(),
        c.references(),
        c.referencedColumns(),
        c.index());
  }
}
