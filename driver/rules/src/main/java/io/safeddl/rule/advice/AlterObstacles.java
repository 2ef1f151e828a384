package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.rule.advice.Form.Obstacle;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
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
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.TableConstraint;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Why an ALTER TABLE cannot be taken apart. PostgreSQL drops first, then changes types, adds
 * columns, and then constraints; a recipe keeps all that cannot be taken back for its last step.
 */
final class AlterObstacles {
  private final AlterTable alter;
  private final Catalog catalog;
  private final Target table;
  private final AlterScope scope;

  private AlterObstacles(AlterTable alter, Catalog catalog, Target table, AlterScope scope) {
    this.alter = alter;
    this.catalog = catalog;
    this.table = table;
    this.scope = scope;
  }

  /** The first of them, or null. */
  static @Nullable Obstacle of(AlterTable alter, Catalog catalog, Target table, AlterScope scope) {
    var obstacles = new AlterObstacles(alter, catalog, table, scope);
    for (AlterAction action : alter.actions()) {
      var reason = obstacles.of(action);
      if (reason != null) {
        return new Obstacle(reason, null);
      }
    }
    return scope.keysFirst() && obstacles.cannotTakeKeysBack()
        ? new Obstacle(
            "a foreign key may point to a key that the same statement adds: add the key first, in a"
                + " statement of its own",
            null)
        : null;
  }

  /** The key comes before the foreign key is validated, and must go again if that fails. */
  private boolean cannotTakeKeysBack() {
    for (AlterAction action : alter.actions()) {
      if (action instanceof DropConstraint
          || (action instanceof AddConstraint add && leavesMore(add.constraint()))
          || (action instanceof AddColumn add && !scope.isThere(add) && hasPrimaryKey(add))) {
        return true;
      }
    }
    return false;
  }

  /** From 18 on the NOT NULL of a partition's column, or of an inheritance child's, may be. */
  private boolean inheritsNotNull(String column) {
    return table.major() >= 18
        && isNotNull(column)
        && has(
            relation ->
                relation.parent() != null
                    && catalog
                        .relation(relation.parent())
                        .map(parent -> parent.column(column).map(Column::notNull).orElse(false))
                        .orElse(true));
  }

  /**
   * An index that was there goes with its key. Before 18 a primary key makes its columns NOT NULL,
   * and dropping it leaves them so.
   */
  private boolean leavesMore(TableConstraint constraint) {
    if (constraint instanceof TableConstraint.Unique key) {
      return key.usingIndex() != null;
    }
    return constraint instanceof TableConstraint.PrimaryKey key
        && (key.usingIndex() != null
            || (table.major() < 18 && !key.columns().stream().allMatch(this::isNotNull)));
  }

  private boolean isNotNull(String column) {
    return has(relation -> relation.column(column).map(Column::notNull).orElse(false));
  }

  private static boolean hasPrimaryKey(AddColumn add) {
    return add.column().constraints().stream()
        .anyMatch(ColumnConstraint.PrimaryKey.class::isInstance);
  }

  private @Nullable String of(AlterAction action) {
    if (action instanceof AddColumn add && !scope.isThere(add)) {
      return of(add);
    }
    if (action instanceof AddConstraint add) {
      return of(add.constraint());
    }
    var column = changed(action);
    return column == null || !isInTheWay(action, column)
        ? null
        : "the statement changes the column "
            + Identifiers.quote(column)
            + " and puts a constraint on it, which had to come after what cannot be taken back if"
            + " it fails: change the column first, in a statement of its own";
  }

  private @Nullable String of(AddColumn add) {
    for (ColumnConstraint constraint : add.column().constraints()) {
      if (!scope.isSplitOff(add.column(), constraint)) {
        continue;
      }
      if (constraint instanceof ColumnConstraint.References key && hasParts(key.table())) {
        return partsOfForeignKey();
      }
      if (constraint instanceof ColumnConstraint.Check check
          && isNameless(check.name(), check.condition().text())) {
        return nameless();
      }
    }
    return null;
  }

  private @Nullable String of(TableConstraint constraint) {
    if (constraint instanceof TableConstraint.ForeignKey key) {
      if (!key.notValid() && key.enforced() && hasParts(key.table())) {
        return partsOfForeignKey();
      }
      return null;
    }
    if (constraint instanceof TableConstraint.Check check) {
      return isNameless(check.name(), check.condition().text()) ? nameless() : null;
    }
    if (!(constraint instanceof TableConstraint.PrimaryKey key)) {
      return null;
    }
    if (hasOtherPrimaryKey()) {
      return "the table has a primary key already";
    }
    if (key.usingIndex() == null && key.columns().stream().anyMatch(this::inheritsNotNull)) {
      return PartitionedKey.OWN_NOT_NULL;
    }
    return alter.only()
            && table.major() >= 18
            && has(relation -> !relation.children().isEmpty())
            && !table.isPartitioned()
            && !(key.usingIndex() == null && key.columns().stream().allMatch(this::isNotNull))
        ? "from 18 on a key of the parent alone needs a NOT NULL constraint of its children too"
        : null;
  }

  /**
   * Before 18 VALIDATE leaves the parts of the key that point to the partitions NOT VALID, which
   * the plain statement does not; each alone cannot be validated, since the rows that point to
   * other partitions violate it (measured on 14-17).
   */
  private boolean hasParts(QualifiedName referenced) {
    return table.major() < 18
        && catalog
            .relation(referenced)
            .filter(found -> found.kind() == Relation.Kind.PARTITIONED_TABLE)
            .isPresent();
  }

  private static String partsOfForeignKey() {
    return "before 18 VALIDATE leaves those parts of a foreign key that point to the partitions of"
        + " the other table marked NOT VALID, and nothing else validates them: no online form"
        + " leaves the same schema. A key made so is enforced in the same way, and differs by that"
        + " mark alone";
  }

  /** PostgreSQL puts the one column that the condition mentions into the name. */
  private static boolean isNameless(@Nullable String name, String condition) {
    return name == null && !Expressions.facts(condition).known();
  }

  private static String nameless() {
    return "the name that PostgreSQL chooses for the CHECK is not known: give it one";
  }

  private boolean hasOtherPrimaryKey() {
    return has(
        relation ->
            relation.constraints().stream()
                .anyMatch(
                    known ->
                        known.kind() == Constraint.Kind.PRIMARY_KEY && !isDropped(known.name())));
  }

  private boolean isDropped(String constraint) {
    return alter.actions().stream()
        .anyMatch(
            action -> action instanceof DropConstraint drop && drop.name().equals(constraint));
  }

  private boolean has(Predicate<Relation> condition) {
    var relation = table.relation();
    return relation != null && condition.test(relation);
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

  /** True where it makes a difference that the constraint comes before the change. */
  private boolean isInTheWay(AlterAction change, String column) {
    if (scope.isNew(column)) {
      // Another column of that name: together in the last step they come as PostgreSQL has it.
      return scope.columnsFirst() || scope.isConstrained(column);
    }
    if (change instanceof DropNotNull) {
      return scope.isMadeNotNull(column);
    }
    if (change instanceof DropExpression) {
      // Before, some foreign keys are an error.
      return scope.isReferring(column);
    }
    if (change instanceof AlterColumnType) {
      // A CHECK, and so a proof of NOT NULL, would be verified again; an index and a foreign key
      // are kept where the type allows it (measured on 14 and 18).
      return scope.isChecked(column) || scope.isMadeNotNull(column);
    }
    return scope.isConstrained(column);
  }
}
