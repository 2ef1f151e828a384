package io.safeddl.catalog.model;

import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps what relations say of one another in step. */
final class Links {
  private Links() {}

  /** Changes a relation where it is known. */
  static void change(ModelState state, QualifiedName name, Consumer<RelationBuilder> change) {
    state
        .find(name)
        .ifPresent(
            r -> {
              var builder = new RelationBuilder(r);
              change.accept(builder);
              state.put(builder.build());
            });
  }

  /**
   * True where a relation cannot become the parent of another, since it is that one or below it. No
   * server makes such a family, but a text can ask for it.
   */
  static boolean isCircle(ModelState state, QualifiedName parent, QualifiedName child) {
    var seen = new HashSet<QualifiedName>();
    var next = new ArrayDeque<>(List.of(child));
    while (!next.isEmpty()) {
      var it = next.remove();
      if (it.equals(parent)) {
        return true;
      }
      if (seen.add(it)) {
        state.find(it).ifPresent(relation -> next.addAll(relation.children()));
      }
    }
    return false;
  }

  /** Tells the referenced table of a foreign key. */
  static void refer(ModelState state, QualifiedName table, Constraint key) {
    var target = key.references();
    if (target != null) {
      change(
          state, target, b -> b.referencedBy.add(new Relation.ReferencingKey(table, key.name())));
    }
  }

  static void forgetReference(ModelState state, QualifiedName table, Constraint key) {
    var target = key.references();
    if (target != null) {
      change(
          state,
          target,
          b -> b.referencedBy.remove(new Relation.ReferencingKey(table, key.name())));
    }
  }

  /** Gives a relation another name, also where others speak of it. */
  static void rename(ModelState state, Relation relation, QualifiedName newName) {
    var old = relation.name();
    var builder = new RelationBuilder(relation);
    builder.name = newName;
    if (!Objects.equals(old.schema(), newName.schema())) {
      builder.indexes.replaceAll(
          i -> named(i, QualifiedName.of(newName.schema(), i.name().name())));
    }
    builder.constraints.replaceAll(c -> old.equals(c.references()) ? referring(c, newName) : c);
    builder.referencedBy.replaceAll(k -> k.table().equals(old) ? key(newName, k) : k);
    var renamed = builder.build();
    for (var key : relation.referencedBy()) {
      if (!key.table().equals(old)) {
        change(
            state,
            key.table(),
            b ->
                b.constraints.replaceAll(
                    c -> old.equals(c.references()) ? referring(c, newName) : c));
      }
    }
    for (var constraint : relation.constraints()) {
      var target = constraint.references();
      if (target != null && !target.equals(old)) {
        change(
            state,
            target,
            b -> b.referencedBy.replaceAll(k -> k.table().equals(old) ? key(newName, k) : k));
      }
    }
    Optional.ofNullable(relation.parent())
        .ifPresent(
            p -> change(state, p, b -> b.children.replaceAll(c -> c.equals(old) ? newName : c)));
    for (var child : relation.children()) {
      change(state, child, b -> b.parent = old.equals(b.parent) ? newName : b.parent);
    }
    state.ownedBy(old).forEach(sequence -> state.own(sequence, newName));
    relation.indexes().forEach(i -> state.remove(i.name()));
    state.remove(old);
    state.put(renamed);
  }

  static Index named(Index i, QualifiedName name) {
    return new Index(
        i.oid(),
        name,
        i.method(),
        i.unique(),
        i.primary(),
        i.valid(),
        i.partial(),
        i.columns(),
        i.includedColumns(),
        i.expressionColumns(),
        i.constraint(),
        i.definition(),
        i.sizeBytes());
  }

  private static Relation.ReferencingKey key(QualifiedName table, Relation.ReferencingKey key) {
    return new Relation.ReferencingKey(table, key.constraint());
  }

  private static Constraint referring(Constraint c, QualifiedName target) {
    return new Constraint(
        c.name(),
        c.kind(),
        c.columns(),
        c.definition(),
        c.expression(),
        c.validated(),
        c.enforced(),
        c.noInherit(),
        target,
        c.referencedColumns(),
        c.index());
  }
}
