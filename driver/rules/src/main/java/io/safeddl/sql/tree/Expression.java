package io.safeddl.sql.tree;

import io.safeddl.sql.Span;

/**
 * An expression of the user's, kept as text: what it calls is the business of {@code
 * sql.expression}.
 *
 * @param text the exact text, without surrounding white space
 * @param span where it stands in the script
 */
public record Expression(String text, Span span) {}
