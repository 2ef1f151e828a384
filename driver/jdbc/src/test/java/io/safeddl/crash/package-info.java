/** Proves that an interrupted migration, run again, ends where an uninterrupted one does. */
@NullMarked
package io.safeddl.crash;

import org.jspecify.annotations.NullMarked;
