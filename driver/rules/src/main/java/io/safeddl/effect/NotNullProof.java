package io.safeddl.effect;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.TypeName;
import java.util.List;

/**
 * Whether a valid CHECK proves that a column holds no NULL, so that PostgreSQL need not look. It
 * proves so from {@code c IS NOT NULL}, {@code NOT (c IS NULL)} and {@code c IS DISTINCT FROM
 * NULL}, alone or joined by AND; from nothing else, not even {@code c > 0} (measured on 14–18).
 */
final class NotNullProof {
  private NotNullProof() {}

  static boolean holds(RelationRef table, String column, Alter alter) {
    var relation = table.relation();
    if (relation == null || mayBeRow(relation, column, alter)) {
      return false;
    }
    for (Constraint constraint : relation.constraints()) {
      if (constraint.kind() == Constraint.Kind.CHECK
          && constraint.validated()
          && constraint.enforced()
          && constraint.expression() != null
          && (constraint.columns().isEmpty() || constraint.columns().contains(column))
          && !alter.drops(constraint.name()) // dropped before the proof is looked for
          && proves(constraint.expression(), column)) {
        return true;
      }
    }
    return false;
  }

  /** IS NOT NULL of a row value asks for its fields, which proves nothing about the value. */
  private static boolean mayBeRow(Relation relation, String column, Alter alter) {
    var found = relation.column(column);
    if (found.isEmpty()) {
      return true;
    }
    return mayBeRow(found.get().type(), alter.in().catalog());
  }

  private static boolean mayBeRow(TypeName type, Catalog catalog) {
    if (type.isArray() || BuiltInTypes.contains(type.name())) {
      return false;
    }
    var known = catalog.type(type.name()).orElse(null);
    if (known == null) {
      return true;
    }
    return switch (known.kind()) {
      case BASE, ENUM, RANGE -> false;
      case DOMAIN -> known.base() == null || mayBeRow(known.base(), catalog);
      case COMPOSITE -> true;
    };
  }

  /** True for a condition in pg_get_constraintdef's spelling, or as a user wrote it. */
  static boolean proves(String condition, String column) {
    for (List<Token> part : ConditionTokens.conjuncts(ConditionTokens.of(condition))) {
      if (provesAlone(part, column)) {
        return true;
      }
    }
    return false;
  }

  /** True for one of the forms that prove it, without an AND. */
  static boolean provesAlone(List<Token> part, String column) {
    return isTest(part, column, "is", "not", "null")
        || isTest(part, column, "notnull")
        || isTest(part, column, "is", "distinct", "from", "null")
        || (part.size() > 1
            && part.get(0).is("not")
            && part.get(1).isSymbol("(")
            && isNull(ConditionTokens.strip(part.subList(1, part.size())), column));
  }

  private static boolean isNull(List<Token> part, String column) {
    return isTest(part, column, "is", "null") || isTest(part, column, "isnull");
  }

  private static boolean isTest(List<Token> part, String column, String... words) {
    return ConditionTokens.endsWith(part, words)
        && ConditionTokens.isColumn(part.subList(0, part.size() - words.length), column);
  }
}
