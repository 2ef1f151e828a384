/** Mechanical delegation, never edited for behaviour. */
@NullMarked
package io.safeddl.jdbc.forwarding;

import org.jspecify.annotations.NullMarked;
