package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE_ROW_EXCLUSIVE;

import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.model.ForeignKeyText;
import io.safeddl.effect.Effects.Scan;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.TableConstraint;
import java.util.List;

/**
 * A new foreign key: SHARE ROW EXCLUSIVE on both tables, since triggers are made on both, and a
 * read of both that looks up every key (manual, ALTER TABLE; measured on 14–18).
 */
final class ForeignKeyEffects {
  private ForeignKeyEffects() {}

  static void add(TableConstraint.ForeignKey key, Alter alter) {
    boolean scans = !key.notValid() && key.enforced() && !areTakenOver(key, alter);
    add(key.table(), scans, alter);
    if (alter.partitioned() && alter.family().stream().anyMatch(t -> hasEqual(t, key, alter))) {
      // The partition's own key becomes a part of the new one; its triggers go.
      var referenced = alter.in().partitions(alter.in().ref(key.table()));
      alter.out().lockAll(referenced, ACCESS_EXCLUSIVE);
    }
  }

  /**
   * True where every partition with rows has a valid key of its own that says the same: the new one
   * takes them over and reads nothing.
   */
  private static boolean areTakenOver(TableConstraint.ForeignKey key, Alter alter) {
    var leaves = Reading.withRows(alter.family());
    return alter.partitioned()
        && !leaves.isEmpty()
        && leaves.stream().allMatch(leaf -> hasSame(leaf, key, alter));
  }

  private static boolean hasSame(RelationRef leaf, TableConstraint.ForeignKey key, Alter alter) {
    var referenced = alter.in().ref(key.table());
    var columns = key.referencedColumns();
    if (columns.isEmpty() && referenced.relation() != null) {
      columns = primaryKey(referenced.relation());
    }
    var wanted = columns;
    var options = key.actions().sql(key.deferral()).strip();
    return leaf.relation() != null
        && leaf.relation().constraints().stream()
            .anyMatch(
                c ->
                    c.kind() == Constraint.Kind.FOREIGN_KEY
                        && c.validated()
                        && c.references() != null
                        && c.columns().equals(key.columns())
                        && c.references().equals(referenced.name())
                        && c.referencedColumns().equals(wanted)
                        && options.equals(ForeignKeyText.options(c.definition())));
  }

  private static List<String> primaryKey(Relation relation) {
    return relation.constraints().stream()
        .filter(c -> c.kind() == Constraint.Kind.PRIMARY_KEY)
        .findFirst()
        .map(Constraint::columns)
        .orElse(List.of());
  }

  private static boolean hasEqual(RelationRef table, TableConstraint.ForeignKey key, Alter alter) {
    return table.relation() != null
        && table.relation().constraints().stream()
            .anyMatch(
                c ->
                    c.kind() == Constraint.Kind.FOREIGN_KEY
                        && c.references() != null
                        && c.columns().equals(key.columns())
                        && alter
                            .in()
                            .ref(c.references())
                            .name()
                            .equals(alter.in().ref(key.table()).name()));
  }

  static void add(QualifiedName references, boolean scans, Alter alter) {
    var referenced = alter.in().partitions(alter.in().ref(references));
    var referencing = alter.partitioned() ? alter.family() : List.of(alter.table());
    if (alter.in().since(18)) {
      alter.lockFamily(SHARE_ROW_EXCLUSIVE); // inheritance children too, though they get no key
    }
    alter.out().lockAll(referencing, SHARE_ROW_EXCLUSIVE);
    alter.out().lockAll(referenced, SHARE_ROW_EXCLUSIVE);
    if (scans) {
      for (var table : Reading.withRows(referencing)) {
        alter.out().scan(table, Scan.Reason.FOREIGN_KEY, SHARE_ROW_EXCLUSIVE);
      }
      for (var table : Reading.withRows(referenced)) {
        alter.out().scan(table, Scan.Reason.FOREIGN_KEY, SHARE_ROW_EXCLUSIVE);
      }
    }
  }
}
