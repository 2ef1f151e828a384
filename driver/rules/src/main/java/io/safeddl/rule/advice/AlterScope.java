package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.expression.ExpressionFacts;
import io.safeddl.sql.expression.Expressions;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.AlterAction.DropConstraint;
import io.safeddl.sql.tree.AlterAction.SetNotNull;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.TableConstraint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an ALTER TABLE adds and drops: its new columns, and the columns of its new constraints. */
final class AlterScope {
  private final Catalog catalog;
  private final @Nullable Relation relation;
  private final Set<String> newColumns = new HashSet<>();
  private final Set<String> newAndNotNull = new HashSet<>();
  private final Set<String> dropped = new HashSet<>();

  /** The columns that CHECKs speak of, that are to be NOT NULL, of keys, of foreign keys. */
  private final Set<String> checked = new HashSet<>();

  private final Set<String> notNull = new HashSet<>();
  private final Set<String> keyed = new HashSet<>();
  private final Set<String> referring = new HashSet<>();

  /** A condition could not be read: it may speak of any column. */
  private boolean anyChecked;

  private boolean splitsColumn;
  private boolean addsKey;
  private boolean refersToItself;

  AlterScope(AlterTable alter, Catalog catalog, @Nullable Relation relation) {
    this.catalog = catalog;
    this.relation = relation;
    alter.actions().forEach(this::note);
  }

  /** True where the statement drops the constraint of that name. */
  boolean drops(String constraint) {
    return dropped.contains(constraint);
  }

  /** True where constraints that are made apart need the new columns. */
  boolean columnsFirst() {
    return !newColumns.isEmpty()
        && (splitsColumn || anyChecked || newColumns.stream().anyMatch(this::isConstrained));
  }

  /** True for a column that IF NOT EXISTS finds. */
  boolean isThere(AddColumn action) {
    return action.ifNotExists()
        && relation != null
        && relation.column(action.column().name()).isPresent();
  }

  boolean isNew(String column) {
    return newColumns.contains(column);
  }

  /** True for a column of a new CHECK, or one that may be. */
  boolean isChecked(String column) {
    return anyChecked || checked.contains(column);
  }

  /** True for a column that is to be NOT NULL, by a primary key too. */
  boolean isMadeNotNull(String column) {
    return notNull.contains(column);
  }

  /** True for a column of a new foreign key. */
  boolean isReferring(String column) {
    return referring.contains(column);
  }

  /** True for a column of any new constraint. */
  boolean isConstrained(String column) {
    return isChecked(column)
        || notNull.contains(column)
        || keyed.contains(column)
        || referring.contains(column);
  }

  /** True where a foreign key may point to a key that the statement adds itself. */
  boolean keysFirst() {
    return addsKey && refersToItself;
  }

  boolean isNewAndNotNull(String column) {
    return newAndNotNull.contains(column);
  }

  boolean mentionsNewColumn(ExpressionFacts facts) {
    return !facts.known() || facts.columns().stream().anyMatch(newColumns::contains);
  }

  /** The columns of an index of the table. */
  List<String> columnsOfIndex(@Nullable String name) {
    for (Index index : relation == null ? List.<Index>of() : relation.indexes()) {
      if (index.name().name().equals(name)) {
        return index.columns();
      }
    }
    return List.of();
  }

  /**
   * True for a constraint behind a new column that would have the rows read, or an index built:
   * REFERENCES does so where the rows get a value, be it NULL, by a default.
   */
  boolean isSplitOff(ColumnDefinition column, ColumnConstraint constraint) {
    if (constraint instanceof ColumnConstraint.Check check) {
      return check.enforced();
    }
    if (constraint instanceof ColumnConstraint.References key) {
      return key.enforced() && mayHaveValue(column);
    }
    if (constraint instanceof ColumnConstraint.NotNull) {
      return isVirtual(column);
    }
    return constraint instanceof ColumnConstraint.Unique
        || constraint instanceof ColumnConstraint.PrimaryKey;
  }

  private boolean mayHaveValue(ColumnDefinition column) {
    var type = column.type();
    return column.constraints().stream()
            .anyMatch(
                each ->
                    each instanceof ColumnConstraint.Default
                        || each instanceof ColumnConstraint.Generated)
        || (type != null
            && catalog
                .type(type.name())
                .filter(known -> known.kind() == TypeInfo.Kind.DOMAIN)
                .isPresent());
  }

  private static boolean isVirtual(ColumnDefinition column) {
    return column.constraints().stream()
        .anyMatch(
            each ->
                each instanceof ColumnConstraint.Generated generated
                    && generated.kind() != ColumnConstraint.Generated.Kind.STORED);
  }

  private void note(AlterAction action) {
    if (action instanceof AddColumn add) {
      if (!isThere(add)) {
        note(add.column());
      }
    } else if (action instanceof DropConstraint drop) {
      dropped.add(drop.name());
    } else if (action instanceof SetNotNull set) {
      notNull.add(set.column());
    } else if (action instanceof AddConstraint add) {
      note(add.constraint());
    }
  }

  private void note(ColumnDefinition column) {
    newColumns.add(column.name());
    for (ColumnConstraint constraint : column.constraints()) {
      var split = isSplitOff(column, constraint);
      splitsColumn |= split;
      if (split && constraint instanceof ColumnConstraint.Check check) {
        note(Expressions.facts(check.condition().text()));
      }
      if (split && constraint instanceof ColumnConstraint.References key) {
        refersToItself |= isItself(key.table());
      }
      if (constraint instanceof ColumnConstraint.NotNull && !split) {
        newAndNotNull.add(column.name());
      }
      addsKey |=
          constraint instanceof ColumnConstraint.Unique
              || constraint instanceof ColumnConstraint.PrimaryKey;
    }
  }

  private void note(TableConstraint constraint) {
    if (constraint instanceof TableConstraint.ForeignKey key) {
      referring.addAll(key.columns());
      refersToItself |= isItself(key.table());
    } else if (constraint instanceof TableConstraint.Check check) {
      note(Expressions.facts(check.condition().text()));
    } else if (constraint instanceof TableConstraint.NotNull it) {
      notNull.add(it.column());
    } else if (constraint instanceof TableConstraint.Unique key) {
      key(key.columns(), key.include());
    } else if (constraint instanceof TableConstraint.PrimaryKey key) {
      notNull.addAll(key.columns());
      key(key.columns(), key.include());
    }
  }

  private boolean isItself(QualifiedName referenced) {
    return catalog
        .relation(referenced)
        .map(found -> relation == null || found.name().equals(relation.name()))
        .orElse(true);
  }

  private void key(List<String> columns, List<String> include) {
    keyed.addAll(columns);
    keyed.addAll(include);
    addsKey = true;
  }

  private void note(ExpressionFacts condition) {
    checked.addAll(condition.columns());
    anyChecked |= !condition.known();
  }
}
