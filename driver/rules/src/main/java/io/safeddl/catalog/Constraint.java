package io.safeddl.catalog;

import io.safeddl.sql.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint of a table.
 *
 * @param columns its columns, in order of the key
 * @param definition as {@code pg_get_constraintdef} writes it; of a CHECK {@code expression} is the
 *     condition alone
 * @param expression the condition of a CHECK, or null
 * @param references the table that a foreign key points to, or null
 * @param index the index behind a key, or null
 */
public record Constraint(
    String name,
    Kind kind,
    List<String> columns,
    String definition,
    @Nullable String expression,
    boolean validated,
    boolean enforced,
    boolean noInherit,
    @Nullable QualifiedName references,
    List<String> referencedColumns,
    @Nullable String index) {
  /** {@code pg_constraint.contype}. */
  public enum Kind {
    CHECK,
    FOREIGN_KEY,
    NOT_NULL,
    PRIMARY_KEY,
    UNIQUE,
    EXCLUDE,
    TRIGGER
  }
}
