/** What the benchmarks share. */
@NullMarked
package io.safeddl.bench;

import org.jspecify.annotations.NullMarked;
