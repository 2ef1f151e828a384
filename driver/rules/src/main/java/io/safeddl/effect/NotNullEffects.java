package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;

import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.Scan;
import org.jspecify.annotations.Nullable;

/**
 * SET NOT NULL reads every row unless a valid CHECK proves that there is nothing to find (manual,
 * ALTER TABLE, SET NOT NULL; measured on 14–18).
 */
final class NotNullEffects {
  private NotNullEffects() {}

  static void read(String column, Alter alter) {
    alter.lockFamily(ACCESS_EXCLUSIVE);
    scanUnlessProven(column, alter);
  }

  /** Also for ADD PRIMARY KEY, which makes its columns NOT NULL. */
  static void scanUnlessProven(String column, Alter alter) {
    for (var table : alter.withRows()) {
      var relation = table.relation();
      if (relation != null && hasNotValid(relation, column)) {
        // 18: it is validated instead of a new one added, and no proof is looked for.
        alter.out().scan(table, Scan.Reason.NOT_NULL, ACCESS_EXCLUSIVE);
      } else if (!isNotNull(relation, column) && !NotNullProof.holds(table, column, alter)) {
        alter.out().scan(table, Scan.Reason.NOT_NULL, ACCESS_EXCLUSIVE);
      }
    }
  }

  /** True for a column that cannot hold NULL by its own constraint. */
  static boolean isProvenNotNull(Relation table, String column) {
    return isNotNull(table, column) && !hasNotValid(table, column);
  }

  private static boolean isNotNull(@Nullable Relation table, String column) {
    return table != null && table.column(column).filter(c -> c.notNull()).isPresent();
  }

  /** On 18 a NOT VALID constraint sets attnotnull at once, which says nothing about the rows. */
  private static boolean hasNotValid(Relation table, String column) {
    return table.constraints().stream()
        .anyMatch(
            c ->
                c.kind() == Constraint.Kind.NOT_NULL
                    && !c.validated()
                    && c.columns().contains(column));
  }
}
