/**
 * The catalog of a connected database; the one package of this module that may use {@code
 * java.sql}.
 */
@NullMarked
package io.safeddl.catalog.live;

import org.jspecify.annotations.NullMarked;
