/** The stall benchmark: what an application feels while others change its large table. */
@NullMarked
package io.safeddl.bench.stall;

import org.jspecify.annotations.NullMarked;
