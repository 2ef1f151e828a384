package io.safeddl.effect;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.PartitionBound;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a partition's bound says of its rows, and whether valid CHECKs prove that a table's rows fit
 * a partition's bound, or that none of a default partition's do, so that PostgreSQL does not read
 * it (manual section 5.12.2.2; measured on 14–18). The server proves much more than is tried here:
 * for one key column conditions that say what the bound says with the same constants, and else the
 * very words of {@link #condition}.
 */
public final class BoundProof {
  private final List<Column> keys;

  /** Null for DEFAULT. */
  private final @Nullable Bound bound;

  private final String own;

  /** Where the parent is a partition itself, its rows fit that bound too; else null. */
  private final @Nullable BoundProof above;

  private BoundProof(
      List<Column> keys, @Nullable Bound bound, String own, @Nullable BoundProof above) {
    this.keys = keys;
    this.bound = bound;
    this.own = own;
    this.above = above;
  }

  /**
   * Null where nothing can be proved: an expression or an operator class in the partition key, a
   * value that is no plain constant, or something that is not known.
   *
   * @param relations finds the parent's other partitions, and what it is a partition of itself
   */
  public static @Nullable BoundProof of(
      @Nullable Relation parent,
      PartitionBound written,
      Function<QualifiedName, Optional<Relation>> relations) {
    return of(parent, written.isDefault() ? null : written.text(), null, relations);
  }

  /**
   * @param text of the bound; null for DEFAULT
   * @param itself the partition, where it is one already
   */
  private static @Nullable BoundProof of(
      @Nullable Relation parent,
      @Nullable String text,
      @Nullable QualifiedName itself,
      Function<QualifiedName, Optional<Relation>> relations) {
    var keys = parent == null ? null : keys(parent);
    if (parent == null || keys == null || (text == null && parent.oid() == 0)) {
      return null; // what files do not make, jobs do: there may be partitions besides
    }
    var bound = text == null ? null : Bound.of(text, keys, parent.oid());
    var own =
        bound != null
            ? BoundCondition.of(bound, keys)
            : text == null ? others(parent, keys, itself, relations) : null;
    if (own == null) {
      return null;
    }
    if (!parent.isPartition()) {
      return new BoundProof(keys, bound, own, null);
    }
    var grandparent =
        parent.parent() == null ? null : relations.apply(parent.parent()).orElse(null);
    if (parent.bound() == null) {
      return null;
    }
    var above =
        of(
            grandparent,
            parent.defaultPartition() ? null : parent.bound(),
            parent.name(),
            relations);
    return above == null ? null : new BoundProof(keys, bound, own, above);
  }

  /** True where no CHECK can prove the bound, whatever it says. */
  public static boolean isOutOfReach(Relation parent, PartitionBound written) {
    var keys = keys(parent);
    return keys != null && Bound.isHashWithCollation(written.text(), keys);
  }

  private static @Nullable List<Column> keys(Relation parent) {
    var keys = new ArrayList<Column>();
    for (String name : parent.partitionKeyed()) {
      // An empty name stands for an expression in the key.
      var column = parent.column(name).orElse(null);
      if (column == null) {
        return null;
      }
      keys.add(column);
    }
    return keys.isEmpty() ? null : keys;
  }

  /** What DEFAULT means: none of the others; null where one of them is not known. */
  private static @Nullable String others(
      Relation parent,
      List<Column> keys,
      @Nullable QualifiedName itself,
      Function<QualifiedName, Optional<Relation>> relations) {
    var bounds = new ArrayList<Bound>();
    for (QualifiedName child : parent.children()) {
      if (child.equals(itself)) {
        continue;
      }
      var text = relations.apply(child).map(Relation::bound).orElse(null);
      var bound = text == null ? null : Bound.of(text, keys, parent.oid());
      if (bound == null) {
        return null;
      }
      bounds.add(bound);
    }
    return BoundCondition.ofDefault(bounds, keys);
  }

  /** The bound as a condition on the row, for a CHECK; empty where every row fits. */
  public String condition() {
    var outer = above == null ? "" : above.condition();
    return own.isEmpty() || outer.isEmpty()
        ? own + outer
        : parenthesized(own) + " AND " + parenthesized(outer);
  }

  /** The condition for a CHECK of the default partition: its rows do not fit. */
  public String exclusion() {
    return BoundCondition.not(own);
  }

  /** AND binds closer than OR, which the condition of a list with NULL has outside. */
  private static String parenthesized(String condition) {
    return ConditionTokens.disjuncts(ConditionTokens.of(condition)).size() > 1
        ? "(" + condition + ")"
        : condition;
  }

  /** True where every row of the table belongs into the partition. */
  public boolean fits(RelationRef table) {
    var relation = table.relation();
    if (relation == null || (above != null && !above.fits(table))) {
      return false;
    }
    return own.isEmpty()
        || isSaid(own, relation)
        || (bound != null && isOneColumn(bound) && fits(relation, keys.get(0), bound));
  }

  /** In the very words, or for NOT NULL by other means too. */
  private boolean isSaid(String condition, Relation relation) {
    var said = new HashSet<List<String>>();
    for (Constraint check : relation.constraints()) {
      if (isValidCheck(check) && check.expression() != null) {
        ConditionTokens.conjuncts(ConditionTokens.of(check.expression()))
            .forEach(part -> said.add(ConditionTokens.texts(part)));
      }
    }
    return ConditionTokens.conjuncts(ConditionTokens.of(condition)).stream()
        .allMatch(
            part ->
                said.contains(ConditionTokens.texts(part))
                    || keys.stream()
                        .anyMatch(
                            key ->
                                NotNullProof.provesAlone(part, key.name())
                                    && NotNullEffects.isProvenNotNull(relation, key.name())));
  }

  private boolean isOneColumn(Bound known) {
    return keys.size() == 1 && known.hash() == null && !known.orNull();
  }

  /** By constants: the conditions may be said in other words. */
  private static boolean fits(Relation relation, Column key, Bound bound) {
    var low = value(bound.from());
    var high = value(bound.to());
    boolean notNull = NotNullEffects.isProvenNotNull(relation, key.name());
    boolean from = low == null;
    boolean to = high == null;
    boolean in = bound.in() == null;
    for (Constraint check : relation.constraints()) {
      if (!isValidCheck(check) || check.expression() == null) {
        continue;
      }
      for (var part : ConditionTokens.conjuncts(ConditionTokens.of(check.expression()))) {
        notNull |= NotNullProof.provesAlone(part, key.name());
        from |= low != null && is(part, key, ">=", low);
        to |= high != null && is(part, key, "<", high);
        in |= bound.in() != null && isIn(part, key, bound.in(), false);
      }
    }
    return notNull && from && to && in;
  }

  private static @Nullable String value(List<Bound.Limit> limits) {
    return limits.isEmpty() ? null : limits.get(0).value();
  }

  /** True where no row of the default partition belongs into the new one. */
  public boolean excludes(RelationRef byDefault) {
    var relation = byDefault.relation();
    if (bound == null || relation == null) {
      return false;
    }
    return isSaid(exclusion(), relation)
        || (isOneColumn(bound)
            && relation.constraints().stream()
                .anyMatch(
                    c ->
                        isValidCheck(c)
                            && c.expression() != null
                            && excludes(c.expression(), keys.get(0), bound)));
  }

  private static boolean excludes(String condition, Column key, Bound bound) {
    var low = value(bound.from());
    var high = value(bound.to());
    var tokens = ConditionTokens.strip(ConditionTokens.of(condition));
    if (tokens.size() > 2 && tokens.get(0).is("not")) {
      return ConditionTokens.conjuncts(tokens.subList(1, tokens.size())).stream()
          .allMatch(
              p ->
                  NotNullProof.provesAlone(p, key.name())
                      || (bound.in() != null && isIn(p, key, bound.in(), true))
                      || (low != null && is(p, key, ">=", low))
                      || (high != null && is(p, key, "<", high)));
    }
    return bound.in() == null
        && ConditionTokens.disjuncts(tokens).stream()
            .allMatch(
                p ->
                    (low != null && is(p, key, "<", low))
                        || (high != null && is(p, key, ">=", high)));
  }

  private static boolean isValidCheck(Constraint constraint) {
    return constraint.kind() == Constraint.Kind.CHECK
        && constraint.validated()
        && constraint.enforced();
  }

  /** {@code key operator constant}. */
  private static boolean is(List<Token> part, Column key, String operator, String value) {
    for (int i = 1; i < part.size() - 1; i++) {
      if (part.get(i).isSymbol(operator)) {
        return ConditionTokens.isColumn(part.subList(0, i), key.name())
            && value.equals(Literals.value(part.subList(i + 1, part.size()), key.type()));
      }
    }
    return false;
  }

  /**
   * {@code key = constant}, {@code key IN (…)}, {@code key = ANY (ARRAY[…])}.
   *
   * @param all it must allow all of the values, else no others
   */
  private static boolean isIn(List<Token> part, Column key, List<String> allowed, boolean all) {
    for (int i = 1; i < part.size() - 1; i++) {
      if (part.get(i).is("in") || part.get(i).isSymbol("=")) {
        var values = Literals.values(set(part.subList(i + 1, part.size())), key.type());
        return ConditionTokens.isColumn(part.subList(0, i), key.name())
            && values != null
            && (all ? values.containsAll(allowed) : allowed.containsAll(values));
      }
    }
    return false;
  }

  private static List<Token> set(List<Token> tokens) {
    if (tokens.get(0).is("any")) {
      var array = ConditionTokens.strip(tokens.subList(1, tokens.size()));
      boolean written =
          array.size() > 3
              && array.get(0).is("array")
              && array.get(1).isSymbol("[")
              && array.get(array.size() - 1).isSymbol("]");
      return written ? array.subList(2, array.size() - 1) : List.of();
    }
    return ConditionTokens.strip(tokens);
  }
}
