package io.safeddl.sql.tree;

import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as defined in CREATE TABLE or ADD COLUMN.
 *
 * @param type null in {@code CREATE TABLE … OF type} and {@code PARTITION OF}, where only options
 *     stand
 */
public record ColumnDefinition(
    String name,
    @Nullable TypeName type,
    @Nullable QualifiedName collation,
    List<ColumnConstraint> constraints,
    Span span) {
  public ColumnDefinition {
    constraints = List.copyOf(constraints);
  }
}
