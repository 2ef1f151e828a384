/**
 * What a server does for a statement, seen from outside, and how that compares with what was
 * predicted. The oracle of the tests and the trace of the check look with the same eyes.
 */
@NullMarked
package io.safeddl.observe;

import org.jspecify.annotations.NullMarked;
