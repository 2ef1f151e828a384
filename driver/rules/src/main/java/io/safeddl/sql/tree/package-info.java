/**
 * What the reader gives: immutable records, one per statement or part of a statement. No behaviour
 * beyond derived names.
 */
@NullMarked
package io.safeddl.sql.tree;

import org.jspecify.annotations.NullMarked;
