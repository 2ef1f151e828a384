/** Findings that are known, and not told again. */
@NullMarked
package io.safeddl.check.baseline;

import org.jspecify.annotations.NullMarked;
