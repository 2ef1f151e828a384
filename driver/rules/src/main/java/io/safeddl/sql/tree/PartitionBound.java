package io.safeddl.sql.tree;

import io.safeddl.sql.Span;

/**
 * {@code FOR VALUES …} or {@code DEFAULT}.
 *
 * @param isDefault true for {@code DEFAULT}
 * @param text the text from {@code FOR} or {@code DEFAULT} on
 */
public record PartitionBound(boolean isDefault, String text, Span span) {}
