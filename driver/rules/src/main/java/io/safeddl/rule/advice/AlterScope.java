package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.expression.ExpressionFacts;
import io.safeddl.sql.expression.Expressions;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.AlterAction.AlterColumnType;
import io.safeddl.sql.tree.AlterAction.DropColumn;
import io.safeddl.sql.tree.AlterAction.DropConstraint;
import io.safeddl.sql.tree.AlterAction.DropExpression;
import io.safeddl.sql.tree.AlterAction.DropNotNull;
import io.safeddl.sql.tree.AlterAction.SetExpression;
import io.safeddl.sql.tree.AlterAction.SetNotNull;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.TableConstraint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which actions of an ALTER TABLE depend on each other: PostgreSQL drops first, then adds columns,
 * and then constraints, while a recipe drops last.
 */
final class AlterScope {
  private final AlterTable alter;
  private final Catalog catalog;
  private final @Nullable Relation relation;
  private final Set<String> newColumns = new HashSet<>();
  private final Set<String> newAndNotNull = new HashSet<>();
  private final Set<String> dropped = new HashSet<>();

  /** The columns that constraints speak of. */
  private final Set<String> constrained = new HashSet<>();

  /** A condition could not be read: it may speak of any column. */
  private boolean anyConstrained;

  private boolean splitsColumn;
  private boolean addsKey;
  private @Nullable String obstacle;

  AlterScope(AlterTable alter, Catalog catalog, @Nullable Relation relation) {
    this.alter = alter;
    this.catalog = catalog;
    this.relation = relation;
    alter.actions().forEach(this::note);
    alter.actions().forEach(this::findConflict);
  }

  /** Why the statement cannot be taken apart, or null. */
  @Nullable String obstacle() {
    return obstacle;
  }

  /** True where the statement drops the constraint of that name. */
  boolean drops(String constraint) {
    return dropped.contains(constraint);
  }

  /** True where constraints that are made apart need the new columns. */
  boolean columnsFirst() {
    return !newColumns.isEmpty()
        && (splitsColumn || anyConstrained || constrained.stream().anyMatch(newColumns::contains));
  }

  /** True for a column that IF NOT EXISTS finds. */
  boolean isThere(AddColumn action) {
    return action.ifNotExists()
        && relation != null
        && relation.column(action.column().name()).isPresent();
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
      constrained.add(set.column());
      if (isParentAlone()) {
        obstacle = "from 18 on a NOT NULL that is NOT VALID goes to the children too";
      }
    } else if (action instanceof AddConstraint add) {
      note(add.constraint());
    }
  }

  private void note(ColumnDefinition column) {
    newColumns.add(column.name());
    for (ColumnConstraint constraint : column.constraints()) {
      var split = isSplitOff(column, constraint);
      splitsColumn |= split;
      if (split
          && constraint instanceof ColumnConstraint.References key
          && isPartitioned(key.table())) {
        obstacle = "before 18 a foreign key to a partitioned table cannot be validated as a whole";
      }
      if (split && constraint instanceof ColumnConstraint.Check check) {
        note(check.name(), Expressions.facts(check.condition().text()));
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
      constrained.addAll(key.columns());
      if (!key.notValid() && key.enforced() && isPartitioned(key.table())) {
        obstacle = "before 18 a foreign key to a partitioned table cannot be validated as a whole";
      }
    } else if (constraint instanceof TableConstraint.Check check) {
      note(check.name(), Expressions.facts(check.condition().text()));
    } else if (constraint instanceof TableConstraint.NotNull notNull) {
      constrained.add(notNull.column());
    } else if (constraint instanceof TableConstraint.Unique key) {
      constrained.addAll(key.columns());
      constrained.addAll(key.include());
      addsKey = true;
    } else if (constraint instanceof TableConstraint.PrimaryKey key) {
      constrained.addAll(key.columns());
      constrained.addAll(key.include());
      addsKey = true;
      if (isParentAlone()) {
        obstacle = "from 18 on a NOT NULL that is NOT VALID goes to the children too";
      }
      if (hasOtherPrimaryKey()) {
        obstacle = "the table has a primary key already";
      }
    }
  }

  private void note(@Nullable String name, ExpressionFacts condition) {
    constrained.addAll(condition.columns());
    if (!condition.known()) {
      anyConstrained = true;
      if (name == null) {
        obstacle = "the name that PostgreSQL chooses for the CHECK is not known: give it one";
      }
    }
  }

  /** ONLY leaves inheritance children out. */
  private boolean isParentAlone() {
    return alter.only()
        && catalog.majorVersion() >= 18
        && relation != null
        && !relation.children().isEmpty();
  }

  private boolean hasOtherPrimaryKey() {
    return relation != null
        && relation.constraints().stream()
            .anyMatch(
                known ->
                    known.kind() == Constraint.Kind.PRIMARY_KEY
                        && alter.actions().stream()
                            .noneMatch(
                                action ->
                                    action instanceof DropConstraint drop
                                        && drop.name().equals(known.name())));
  }

  private void findConflict(AlterAction action) {
    var column = changed(action);
    if (column != null
        && (anyConstrained || constrained.contains(column) || newColumns.contains(column))) {
      obstacle = "the statement changes the column " + column + " and adds a constraint on it";
    }
    if (action instanceof AddConstraint add
        && add.constraint() instanceof TableConstraint.ForeignKey key
        && addsKey
        && isItself(key)) {
      obstacle = "the foreign key may point to a key that the same statement adds";
    }
  }

  /** The column that an action changes before PostgreSQL comes to the constraints, or null. */
  private static @Nullable String changed(AlterAction action) {
    if (action instanceof DropColumn it) {
      return it.column();
    }
    if (action instanceof AlterColumnType it) {
      return it.column();
    }
    if (action instanceof DropNotNull it) {
      return it.column();
    }
    if (action instanceof SetExpression it) {
      return it.column();
    }
    return action instanceof DropExpression it ? it.column() : null;
  }

  /**
   * Before 18 VALIDATE leaves the parts of the key that point to the partitions NOT VALID, which
   * the plain statement does not.
   */
  private boolean isPartitioned(QualifiedName referenced) {
    return catalog.majorVersion() < 18
        && catalog
            .relation(referenced)
            .filter(found -> found.kind() == Relation.Kind.PARTITIONED_TABLE)
            .isPresent();
  }

  private boolean isItself(TableConstraint.ForeignKey key) {
    return catalog
        .relation(key.table())
        .map(found -> relation == null || found.name().equals(relation.name()))
        .orElse(true);
  }
}
