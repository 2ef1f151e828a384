/** The trace as a page: one HTML file that needs nothing else. */
@NullMarked
package io.safeddl.check.trace.page;

import org.jspecify.annotations.NullMarked;
