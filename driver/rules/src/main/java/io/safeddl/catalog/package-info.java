/** What is known about the relations of the database: an interface and its immutable records. */
@NullMarked
package io.safeddl.catalog;

import org.jspecify.annotations.NullMarked;
