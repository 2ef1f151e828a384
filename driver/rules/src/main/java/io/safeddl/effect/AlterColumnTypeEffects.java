package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.Scan;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.tree.AlterAction.AlterColumnType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * ALTER COLUMN TYPE: the rows by {@link TypeMatrix}, and everything that depends on the column is
 * dropped and made again: CHECKs are verified, indexes built, foreign keys looked up unless the
 * stored values and the operators stay (manual, ALTER TABLE; measured on 14–18).
 */
final class AlterColumnTypeEffects {
  private AlterColumnTypeEffects() {}

  static void read(AlterColumnType action, Alter alter) {
    alter.lockFamily(ACCESS_EXCLUSIVE);
    var column = alter.column(action.column());
    var change = change(action, column, alter);
    for (var table : alter.family()) {
      readTable(action, change, column == null, table, alter);
    }
    if (alter.relation() != null && alter.relation().partitionKeyed().contains(action.column())) {
      alter.out().trait(Trait.FAILS);
    }
  }

  private static TypeChange change(AlterColumnType action, @Nullable Column column, Alter alter) {
    if (column == null) {
      return TypeChange.REWRITE;
    }
    if (column.generated() == Column.Generated.VIRTUAL) {
      return TypeChange.KEEP; // 18: nothing is stored
    }
    if (action.using() != null
        && !UsingForm.isPlainCast(action.using().text(), action.column(), action.type())) {
      return TypeChange.REWRITE;
    }
    var change = TypeComparison.change(column.type(), action.type(), alter.in().catalog());
    var collation = action.collation() == null ? null : action.collation().name();
    return Objects.equals(collation, withoutSchema(column.collation()))
        ? change
        : change.or(TypeChange.REINDEX);
  }

  private static @Nullable String withoutSchema(@Nullable String collation) {
    return collation == null ? null : collation.substring(collation.lastIndexOf('.') + 1);
  }

  private static void readTable(
      AlterColumnType action,
      TypeChange change,
      boolean unknownColumn,
      RelationRef table,
      Alter alter) {
    var relation = table.relation();
    if (change == TypeChange.REWRITE && !Reading.isPartitioned(table)) {
      var reason =
          unknownColumn
              ? "the present type of column " + action.column() + " is not known"
              : "column " + action.column() + " is stored differently as " + action.type().text();
      alter.out().rewrite(table, reason, ACCESS_EXCLUSIVE);
    }
    if (relation == null) {
      return;
    }
    indexes(action, change, relation, table, alter);
    for (Constraint constraint : relation.constraints()) {
      if (constraint.columns().contains(action.column())) {
        constraint(constraint, change, table, alter);
      }
    }
    referencing(action, change, relation, table, alter);
  }

  private static void indexes(
      AlterColumnType action,
      TypeChange change,
      Relation relation,
      RelationRef table,
      Alter alter) {
    if (change == TypeChange.REWRITE || Reading.isPartitioned(table)) {
      return; // a rewrite builds all indexes
    }
    for (Index index : relation.indexes()) {
      boolean key = index.columns().contains(action.column());
      boolean computed = index.expressionColumns().contains(action.column());
      if (computed
          || (key && (change == TypeChange.REINDEX || belongsToParent(index, table, alter)))) {
        alter
            .out()
            .build(
                table,
                index.name().name(),
                ACCESS_EXCLUSIVE,
                false,
                "it is on column " + action.column());
      }
    }
  }

  /** The indexes of partitions that came from their parent are always built anew. */
  private static boolean belongsToParent(Index index, RelationRef table, Alter alter) {
    return alter.partitioned()
        && !table.name().equals(alter.table().name())
        && IndexMatch.hasEqual(alter.table(), index);
  }

  private static void constraint(
      Constraint constraint, TypeChange change, RelationRef table, Alter alter) {
    if (!constraint.validated() || !constraint.enforced()) {
      return;
    }
    if (constraint.kind() == Constraint.Kind.CHECK && !Reading.isPartitioned(table)) {
      alter.out().scan(table, Scan.Reason.CHECK, ACCESS_EXCLUSIVE);
    } else if (constraint.kind() == Constraint.Kind.FOREIGN_KEY
        && constraint.references() != null) {
      var others = alter.in().partitions(alter.in().ref(constraint.references()));
      alter.out().lockAll(others, ACCESS_EXCLUSIVE); // the old key's triggers there are dropped
      if (change != TypeChange.KEEP) {
        if (!Reading.isPartitioned(table)) {
          alter.out().scan(table, Scan.Reason.FOREIGN_KEY, ACCESS_EXCLUSIVE);
        }
        for (var other : Reading.withRows(others)) {
          alter.out().scan(other, Scan.Reason.FOREIGN_KEY, ACCESS_EXCLUSIVE);
        }
      }
    }
  }

  /** Foreign keys that point to the column are made again on the tables that have them. */
  private static void referencing(
      AlterColumnType action,
      TypeChange change,
      Relation relation,
      RelationRef table,
      Alter alter) {
    for (var key : relation.referencedBy()) {
      var other = alter.in().ref(key.table());
      var constraint =
          other.relation() == null
              ? null
              : other.relation().constraint(key.constraint()).orElse(null);
      if (constraint != null && !constraint.referencedColumns().contains(action.column())) {
        continue;
      }
      for (var each : alter.in().partitions(other)) {
        alter.out().lock(each, ACCESS_EXCLUSIVE);
        if (change != TypeChange.KEEP && !Reading.isPartitioned(each)) {
          alter.out().scan(each, Scan.Reason.FOREIGN_KEY, ACCESS_EXCLUSIVE);
          alter.out().scan(table, Scan.Reason.FOREIGN_KEY, ACCESS_EXCLUSIVE);
        }
      }
    }
  }
}
