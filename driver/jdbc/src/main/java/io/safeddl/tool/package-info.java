/** Service classes by which migration tools find the driver. */
@NullMarked
package io.safeddl.tool;

import org.jspecify.annotations.NullMarked;
