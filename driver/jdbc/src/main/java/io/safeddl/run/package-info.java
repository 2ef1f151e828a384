/** The only place that executes: lock acquisition, retries, index-build supervision. */
@NullMarked
package io.safeddl.run;

import org.jspecify.annotations.NullMarked;
