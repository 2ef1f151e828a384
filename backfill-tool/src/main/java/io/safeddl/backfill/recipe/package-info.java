/** The phases of expand and contract; each is one short transaction where it can be one. */
@NullMarked
package io.safeddl.backfill.recipe;

import org.jspecify.annotations.NullMarked;
