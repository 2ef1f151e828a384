/**
 * {@code --trace}: runs the migrations on a scratch server, sees what they do there, and compares
 * it with what was predicted.
 */
@NullMarked
package io.safeddl.check.trace;

import org.jspecify.annotations.NullMarked;
