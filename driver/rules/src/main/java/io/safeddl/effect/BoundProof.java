package io.safeddl.effect;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.PartitionBound;
import io.safeddl.sql.tree.TypeName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a partition's bound says of its rows, and whether valid CHECKs prove that a table's rows fit
 * a partition's bound, or that none of a default partition's do, so that PostgreSQL does not read
 * it (manual section 5.12.2.2; measured on 14–18). The server proves much more than is tried here:
 * one key column, and conditions that say what the bound says with the same constants.
 */
public final class BoundProof {
  private static final Set<String> COLLATABLE = Set.of("text", "varchar", "bpchar", "name");

  private final Column key;
  private final Bound bound;

  /** What a partition of a partition holds must fit the bounds above it, too. */
  private final boolean nested;

  private BoundProof(Column key, Bound bound, boolean nested) {
    this.key = key;
    this.bound = bound;
    this.nested = nested;
  }

  /** Null where nothing can be proved about the parent's partitions. */
  public static @Nullable BoundProof of(@Nullable Relation parent, PartitionBound written) {
    // An empty name stands for an expression in the key.
    if (parent == null
        || parent.partitionKeyed().size() != 1
        || parent.partitionKeyed().get(0).isEmpty()) {
      return null;
    }
    var key = parent.column(parent.partitionKeyed().get(0)).orElse(null);
    var bound = key == null ? null : Bound.of(written, key.type(), parent.oid());
    return key == null || bound == null || (bound.hash() != null && mayHaveCollation(key.type()))
        ? null
        : new BoundProof(key, bound, parent.isPartition());
  }

  /**
   * True where no CHECK can prove a hash partition's bound: the call that the server makes of the
   * bound has no collation, and the same call in a CHECK has that of its arguments.
   */
  public static boolean isOutOfReach(Relation parent, PartitionBound written) {
    return Bound.isHash(written)
        && parent.columns().stream()
            .anyMatch(
                c -> parent.partitionKeyed().contains(c.name()) && mayHaveCollation(c.type()));
  }

  /** Of a type that is not PostgreSQL's own it is not known here. */
  private static boolean mayHaveCollation(TypeName type) {
    return !BuiltInTypes.contains(type.name()) || COLLATABLE.contains(type.name().name());
  }

  /**
   * The bound as a condition on the row, for a CHECK. Constants are written as strings, which take
   * the column's type, as the constants of the bound do.
   */
  public String condition() {
    var column = Identifiers.quote(key.name());
    if (bound.hash() != null) {
      return bound.hash().call(column);
    }
    var condition = new StringBuilder(column).append(" IS NOT NULL");
    if (bound.from() != null) {
      condition.append(" AND ").append(column).append(" >= ").append(literal(bound.from()));
    }
    if (bound.to() != null) {
      condition.append(" AND ").append(column).append(" < ").append(literal(bound.to()));
    }
    if (bound.in() != null) {
      var values = bound.in().stream().map(BoundProof::literal).toList();
      condition.append(" AND ").append(column).append(" IN (");
      condition.append(String.join(", ", values)).append(")");
    }
    return condition.toString();
  }

  private static String literal(String value) {
    return (value.indexOf('\\') < 0 ? "'" : "E'")
        + value.replace("\\", "\\\\").replace("'", "''")
        + "'";
  }

  /** True where every row of the table belongs into the partition. */
  public boolean fits(RelationRef table) {
    var relation = table.relation();
    if (relation == null || nested) {
      return false;
    }
    if (bound.hash() != null) {
      return fitsHash(relation);
    }
    boolean notNull = NotNullEffects.isProvenNotNull(relation, key.name());
    boolean from = bound.from() == null;
    boolean to = bound.to() == null;
    boolean in = bound.in() == null;
    for (Constraint check : relation.constraints()) {
      if (!isValidCheck(check) || check.expression() == null) {
        continue;
      }
      for (var part : ConditionTokens.conjuncts(ConditionTokens.of(check.expression()))) {
        notNull |= NotNullProof.provesAlone(part, key.name());
        from |= bound.from() != null && is(part, ">=", bound.from());
        to |= bound.to() != null && is(part, "<", bound.to());
        in |= bound.in() != null && isIn(part, bound.in(), false);
      }
    }
    return notNull && from && to && in;
  }

  private boolean fitsHash(Relation relation) {
    var wanted = ConditionTokens.texts(ConditionTokens.of(condition()));
    for (Constraint check : relation.constraints()) {
      if (isValidCheck(check)
          && check.expression() != null
          && ConditionTokens.conjuncts(ConditionTokens.of(check.expression())).stream()
              .anyMatch(part -> ConditionTokens.texts(part).equals(wanted))) {
        return true;
      }
    }
    return false;
  }

  /** True where no row of the default partition belongs into the new one. */
  public boolean excludes(RelationRef byDefault) {
    return bound.hash() == null
        && byDefault.relation() != null
        && byDefault.relation().constraints().stream()
            .anyMatch(c -> isValidCheck(c) && c.expression() != null && excludes(c.expression()));
  }

  private boolean excludes(String condition) {
    var tokens = ConditionTokens.strip(ConditionTokens.of(condition));
    if (tokens.size() > 2 && tokens.get(0).is("not")) {
      return ConditionTokens.conjuncts(tokens.subList(1, tokens.size())).stream()
          .allMatch(
              p ->
                  NotNullProof.provesAlone(p, key.name())
                      || (bound.in() != null && isIn(p, bound.in(), true))
                      || (bound.from() != null && is(p, ">=", bound.from()))
                      || (bound.to() != null && is(p, "<", bound.to())));
    }
    return bound.in() == null
        && ConditionTokens.disjuncts(tokens).stream()
            .allMatch(
                p ->
                    (bound.from() != null && is(p, "<", bound.from()))
                        || (bound.to() != null && is(p, ">=", bound.to())));
  }

  private static boolean isValidCheck(Constraint constraint) {
    return constraint.kind() == Constraint.Kind.CHECK
        && constraint.validated()
        && constraint.enforced();
  }

  /** {@code key operator constant}. */
  private boolean is(List<Token> part, String operator, String value) {
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
  private boolean isIn(List<Token> part, List<String> allowed, boolean all) {
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
