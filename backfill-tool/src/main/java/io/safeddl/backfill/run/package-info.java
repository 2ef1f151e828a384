/** The work itself: workers that lend themselves chunks and write them, batch by batch. */
@NullMarked
package io.safeddl.backfill.run;

import org.jspecify.annotations.NullMarked;
