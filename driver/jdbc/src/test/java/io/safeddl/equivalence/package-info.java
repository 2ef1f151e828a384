/** The plain statement on one database, the same through the driver on another: equal schemas. */
@NullMarked
package io.safeddl.equivalence;

import org.jspecify.annotations.NullMarked;
