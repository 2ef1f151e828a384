package io.safeddl.catalog;

import io.safeddl.sql.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index of a table.
 *
 * @param columns the plain key columns; an expression key is an empty string
 * @param includedColumns {@code INCLUDE} columns
 * @param expressionColumns columns that expressions or the predicate mention
 * @param valid {@code indisvalid}
 * @param constraint the constraint it backs, or null
 * @param definition as {@code pg_get_indexdef} writes it; where statements were folded only from
 *     {@code USING} on, and empty where that is not known
 */
public record Index(
    long oid,
    QualifiedName name,
    String method,
    boolean unique,
    boolean primary,
    boolean valid,
    boolean partial,
    List<String> columns,
    List<String> includedColumns,
    List<String> expressionColumns,
    @Nullable String constraint,
    String definition,
    long sizeBytes) {}
