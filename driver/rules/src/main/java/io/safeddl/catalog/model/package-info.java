/**
 * A catalog made by following statements: what migrations build, and the overlay over a live one.
 */
@NullMarked
package io.safeddl.catalog.model;

import org.jspecify.annotations.NullMarked;
