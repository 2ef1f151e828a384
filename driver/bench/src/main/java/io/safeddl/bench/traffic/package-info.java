/** An application's traffic on one large table, and what it felt: shared by benchmark and demo. */
@NullMarked
package io.safeddl.bench.traffic;

import org.jspecify.annotations.NullMarked;
