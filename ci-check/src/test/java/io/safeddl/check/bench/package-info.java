/** How long the check takes and how much memory, beside others; {@code ./mvnw -Pbench verify}. */
@NullMarked
package io.safeddl.check.bench;

import org.jspecify.annotations.NullMarked;
