package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.model.ObjectNames;
import io.safeddl.sql.QualifiedName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that PostgreSQL would choose for the indexes of partitions ({@code ChooseIndexName}).
 * It goes through partitions in the order of their bounds, which the catalog does not tell: where
 * two of the names are the same but for the number behind them, it is not certain which gets which.
 */
final class ChosenNames {
  private final Catalog catalog;
  private final Set<QualifiedName> planned = new HashSet<>();
  private final Set<QualifiedName> freed = new HashSet<>();
  private boolean certain = true;

  ChosenNames(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The relation of that name is dropped first. */
  void free(QualifiedName name) {
    freed.add(name);
  }

  /** A name that is given. */
  QualifiedName given(Relation table, String name) {
    var given = QualifiedName.of(table.name().schema(), name);
    planned.add(given);
    return given;
  }

  /** {@code table_a_b_idx}. */
  QualifiedName index(Relation table, List<String> columns) {
    return choose(table, String.join("_", columns), "idx", false);
  }

  /** {@code table_pkey} or {@code table_a_b_key}. */
  QualifiedName key(Relation table, boolean primary, List<String> columns) {
    return primary
        ? choose(table, null, "pkey", true)
        : choose(table, String.join("_", columns), "key", true);
  }

  private QualifiedName choose(
      Relation table, @Nullable String addition, String label, boolean constraint) {
    var schema = table.name().schema();
    var name =
        ObjectNames.choose(
            table.name().name(),
            addition,
            label,
            candidate ->
                isTaken(QualifiedName.of(schema, candidate))
                    || (constraint && table.constraint(candidate).isPresent()));
    var chosen = QualifiedName.of(schema, name);
    planned.add(chosen);
    return chosen;
  }

  private boolean isTaken(QualifiedName name) {
    if (planned.contains(name)) {
      certain = false;
      return true;
    }
    return !freed.contains(name) && catalog.relation(name).isPresent();
  }

  /** False where PostgreSQL might have chosen otherwise. */
  boolean areCertain() {
    return certain;
  }
}
