/**
 * Finds migrations that would stop an application: the statements, the locks they take and what to
 * write instead.
 */
@NullMarked
package io.safeddl.check;

import org.jspecify.annotations.NullMarked;
