/** What the tool remembers in the target database, in tables that people can read. */
@NullMarked
package io.safeddl.backfill.state;

import org.jspecify.annotations.NullMarked;
