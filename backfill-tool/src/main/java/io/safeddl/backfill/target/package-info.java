/** What is there: the table that a spec names, read from the catalog. */
@NullMarked
package io.safeddl.backfill.target;

import org.jspecify.annotations.NullMarked;
