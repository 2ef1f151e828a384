/** Runs pgjdbc's own test suite raw and through the prefix, and compares test by test. */
@NullMarked
package io.safeddl.conformance;

import org.jspecify.annotations.NullMarked;
