/** The commands, one class each. */
@NullMarked
package io.safeddl.backfill.command;

import org.jspecify.annotations.NullMarked;
