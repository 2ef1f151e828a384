/** How fast the backfill tool fills a table beside what people do by hand, and who feels it. */
@NullMarked
package io.safeddl.bench.backfill;

import org.jspecify.annotations.NullMarked;
