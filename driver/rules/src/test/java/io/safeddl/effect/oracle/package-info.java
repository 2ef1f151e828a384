/**
 * The oracle: what {@code EffectReader} predicts is compared with what real servers do. A statement
 * that takes a stronger lock, reads, rewrites or builds more than was predicted fails the build.
 */
@NullMarked
package io.safeddl.effect.oracle;

import org.jspecify.annotations.NullMarked;
