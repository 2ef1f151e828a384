package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement.Drop;

/**
 * DROP of all kinds (manual, reference pages; measured on 14–18). Objects that go with CASCADE are
 * locked too; those locks matter to nobody, since there is nothing left to wait for.
 */
final class DropEffects {
  private DropEffects() {}

  static void read(Drop statement, Reading in) {
    switch (statement.kind()) {
      case TABLE, FOREIGN_TABLE -> statement.names().forEach(n -> table(in.ref(n), statement, in));
      case INDEX -> statement.names().forEach(n -> index(in.ref(n), statement, in));
      case VIEW, MATERIALIZED_VIEW, SEQUENCE -> {
        statement.names().forEach(n -> in.out().lock(in.ref(n), ACCESS_EXCLUSIVE));
        if (statement.kind() == ObjectKind.MATERIALIZED_VIEW) {
          in.out().trait(Trait.LOSES_DATA);
        }
        cascade(statement, "the tables whose defaults or rules use it", in);
      }
      case SCHEMA -> statement.names().forEach(n -> schema(n, statement, in));
      case TRIGGER, RULE, POLICY -> onTable(statement, in);
      case TYPE, DOMAIN -> {
        if (statement.cascade()) {
          in.out().trait(Trait.LOSES_DATA);
          statement.names().forEach(n -> TypeEffects.lockUsers(n, ACCESS_EXCLUSIVE, in));
        }
        cascade(statement, "the tables with columns of the type", in);
      }
      case FUNCTION, PROCEDURE, ROUTINE, AGGREGATE, EXTENSION, OTHER ->
          cascade(statement, "the tables whose triggers, defaults or columns depend on it", in);
      case PUBLICATION, SUBSCRIPTION, STATISTICS -> {
        if (statement.kind() == ObjectKind.STATISTICS) {
          in.out().trait(Trait.HARMLESS); // no more than SHARE UPDATE EXCLUSIVE on its table
        }
      }
    }
  }

  private static void cascade(Drop statement, String what, Reading in) {
    if (statement.cascade()) {
      in.out().unknown(what + " (" + statement.tag() + " … CASCADE)");
    }
  }

  private static void table(RelationRef table, Drop statement, Reading in) {
    in.out().trait(Trait.LOSES_DATA);
    for (var each : in.family(table)) {
      lockWithPartners(each, statement, in);
    }
    lockParent(table, in);
  }

  private static void lockWithPartners(RelationRef table, Drop statement, Reading in) {
    in.out().lock(table, ACCESS_EXCLUSIVE);
    var relation = table.relation();
    if (relation == null) {
      return;
    }
    for (Constraint constraint : relation.constraints()) {
      if (constraint.kind() == Constraint.Kind.FOREIGN_KEY
          && constraint.references() != null
          && !isParents(relation, constraint, in)) {
        // its triggers on the other table are dropped
        in.out().lockAll(in.partitions(in.ref(constraint.references())), ACCESS_EXCLUSIVE);
      }
    }
    for (var key : relation.referencedBy()) {
      if (statement.cascade() || statement.names().size() > 1) {
        in.out().lockAll(in.partitions(in.ref(key.table())), ACCESS_EXCLUSIVE);
      }
    }
  }

  /** The triggers of a key that came from the partitioned parent stay there. */
  private static boolean isParents(Relation partition, Constraint key, Reading in) {
    if (!partition.isPartition() || partition.parent() == null) {
      return false;
    }
    var parent = in.ref(partition.parent()).relation();
    return parent != null
        && parent.constraints().stream().anyMatch(c -> c.definition().equals(key.definition()));
  }

  /** Dropping a partition locks the parent, and the default partition whose bound changes. */
  private static void lockParent(RelationRef table, Reading in) {
    var relation = table.relation();
    if (relation == null || relation.parent() == null || !relation.isPartition()) {
      return;
    }
    var parent = in.ref(relation.parent());
    in.out().lock(parent, ACCESS_EXCLUSIVE);
    var byDefault = in.defaultPartition(parent);
    if (byDefault != null) {
      in.out().lock(byDefault, ACCESS_EXCLUSIVE);
    }
  }

  private static void index(RelationRef index, Drop statement, Reading in) {
    var mode = statement.concurrently() ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE;
    if (statement.concurrently()) {
      in.out().trait(Trait.FORBIDDEN_IN_TRANSACTION);
      in.out().trait(Trait.WAITS_FOR_TRANSACTIONS);
      if (statement.cascade()
          || statement.names().size() > 1
          || Reading.is(index, Relation.Kind.PARTITIONED_INDEX)) {
        in.out().trait(Trait.FAILS);
      }
    }
    in.out().lock(index, mode);
    var relation = index.relation();
    if (relation == null || relation.table() == null) {
      if (!statement.concurrently()) {
        in.out().unknown("the table of index " + index);
      }
      return;
    }
    for (var table : in.partitions(in.ref(relation.table()))) {
      in.out().lock(table, mode);
    }
    cascade(statement, "the tables whose foreign keys need the index", in);
  }

  private static void schema(QualifiedName name, Drop statement, Reading in) {
    if (!statement.cascade()) {
      return; // only an empty schema goes
    }
    in.out().trait(Trait.LOSES_DATA);
    var relations = in.catalog().relationsIn(name.name());
    if (relations.isEmpty()) {
      in.out().unknown("what schema " + name + " holds");
    }
    for (var relation : relations) {
      var ref = RelationRef.of(relation);
      if (relation.isTable()) {
        table(ref, statement, in);
      } else if (relation.kind() != Relation.Kind.INDEX
          && relation.kind() != Relation.Kind.PARTITIONED_INDEX) {
        in.out().lock(ref, ACCESS_EXCLUSIVE);
      }
    }
    in.out().unknown("what outside of schema " + name + " depends on its types and routines");
  }

  private static void onTable(Drop statement, Reading in) {
    if (statement.on() == null) {
      in.out().unknown("the table of what " + statement.tag() + " drops");
      return;
    }
    var table = in.ref(statement.on());
    in.out().lock(table, ACCESS_EXCLUSIVE);
    if (statement.kind() == ObjectKind.TRIGGER) {
      in.out().lockAll(in.partitions(table), ACCESS_EXCLUSIVE); // row triggers are cloned
    }
  }
}
