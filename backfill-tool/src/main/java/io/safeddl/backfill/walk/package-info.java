/**
 * The way through a table, in pieces: where a piece ends and what is run on it. Values and text.
 */
@NullMarked
package io.safeddl.backfill.walk;

import org.jspecify.annotations.NullMarked;
