/**
 * PostgreSQL servers of this JVM alone, from binaries that need neither an installation nor a
 * particular user.
 */
@NullMarked
package io.safeddl.embedded;

import org.jspecify.annotations.NullMarked;
