/** The file {@code safeddl.yaml}. */
@NullMarked
package io.safeddl.check.config;

import org.jspecify.annotations.NullMarked;
