/** Files as they were read, and where in them something stands. */
@NullMarked
package io.safeddl.check.source;

import org.jspecify.annotations.NullMarked;
