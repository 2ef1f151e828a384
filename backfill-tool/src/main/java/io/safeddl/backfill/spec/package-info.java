/**
 * What the user wants: the spec file, read and checked for what can be checked without a server.
 */
@NullMarked
package io.safeddl.backfill.spec;

import org.jspecify.annotations.NullMarked;
