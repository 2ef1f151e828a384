/** Migrations as the tools see them: which texts, in which order, in which transactions. */
@NullMarked
package io.safeddl.check.migration;

import org.jspecify.annotations.NullMarked;
