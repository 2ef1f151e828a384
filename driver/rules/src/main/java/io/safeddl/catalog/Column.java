package io.safeddl.catalog;

import io.safeddl.sql.tree.TypeName;
import org.jspecify.annotations.Nullable;

/**
 * A column.
 *
 * @param notNull {@code attnotnull}; on 18 true for a NOT VALID constraint too, which is then
 *     listed among the relation's constraints as not validated
 * @param collation null for the type's default
 * @param generated how it is computed
 * @param defaultExpression the default's (or generation expression's) text, or null
 */
public record Column(
    String name,
    TypeName type,
    boolean notNull,
    @Nullable String collation,
    Generated generated,
    boolean identity,
    @Nullable String defaultExpression) {
  /** {@code attgenerated}. */
  public enum Generated {
    NO,
    STORED,
    VIRTUAL
  }
}
