/** Why the backfill stands back: signals that are read apart from the work. */
@NullMarked
package io.safeddl.backfill.throttle;

import org.jspecify.annotations.NullMarked;
