/** Real PostgreSQL servers for tests, and the projection by which two schemas are compared. */
@NullMarked
package io.safeddl.testing;

import org.jspecify.annotations.NullMarked;
