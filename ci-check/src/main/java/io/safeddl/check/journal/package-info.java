/** {@code safeddl-check journal}: what unfinished migrations left, and how to settle it. */
@NullMarked
package io.safeddl.check.journal;

import org.jspecify.annotations.NullMarked;
