/**
 * Dual writing: the trigger that keeps two columns the same, its text, and whether it is in force.
 */
@NullMarked
package io.safeddl.backfill.mirror;

import org.jspecify.annotations.NullMarked;
