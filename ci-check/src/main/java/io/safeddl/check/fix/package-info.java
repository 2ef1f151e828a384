/** Writes the safe form of what was found into the files themselves. */
@NullMarked
package io.safeddl.check.fix;

import org.jspecify.annotations.NullMarked;
