/** Judgement: one class per rule, reading effects and giving findings. */
@NullMarked
package io.safeddl.rule;

import org.jspecify.annotations.NullMarked;
