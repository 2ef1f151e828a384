/** The forms in which findings are told. */
@NullMarked
package io.safeddl.check.output;

import org.jspecify.annotations.NullMarked;
