/** The {@code java.sql} faces: every execute, prepare and addBatch enters one funnel. */
@NullMarked
package io.safeddl.jdbc;

import org.jspecify.annotations.NullMarked;
