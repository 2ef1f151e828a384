package io.safeddl.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * One key of an index.
 *
 * @param column the column, or null for an expression
 * @param expression the expression, or null for a column
 * @param plain true when no collation, operator class, {@code DESC} or {@code NULLS} option was
 *     written, so that the key could back a constraint
 */
public record IndexElement(
    @Nullable String column, @Nullable Expression expression, boolean plain) {}
