/** What has changed since another commit. */
@NullMarked
package io.safeddl.check.git;

import org.jspecify.annotations.NullMarked;
