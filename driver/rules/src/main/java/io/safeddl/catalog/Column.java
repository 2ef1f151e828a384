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
 * @param defaultExpression the default's (or generation expression's) text, or null; {@link
 *     #UNREADABLE} where there is one that could not be read
 */
public record Column(
    String name,
    TypeName type,
    boolean notNull,
    @Nullable String collation,
    Generated generated,
    boolean identity,
    @Nullable String defaultExpression) {
  /** Stands for an expression that could not be read; itself no expression, hence unknown. */
  public static final String UNREADABLE = "(not readable now";

  /** {@code attgenerated}. */
  public enum Generated {
    NO,
    STORED,
    VIRTUAL
  }
}
