/** Judges migrations by the driver's own rules, following the schema from file to file. */
@NullMarked
package io.safeddl.check.judge;

import org.jspecify.annotations.NullMarked;
