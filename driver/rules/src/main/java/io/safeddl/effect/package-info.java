/** Facts: what PostgreSQL will do for a statement. Locks, scans, rewrites, index builds. */
@NullMarked
package io.safeddl.effect;

import org.jspecify.annotations.NullMarked;
