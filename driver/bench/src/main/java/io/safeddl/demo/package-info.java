/**
 * {@code ./demo}: real migrations and one careless release on a large table under traffic, once
 * through pgjdbc as it is and once through SafeDDL, and a picture of what the application felt.
 */
@NullMarked
package io.safeddl.demo;

import org.jspecify.annotations.NullMarked;
