/** The texts to paste instead, made from the user's own words. */
@NullMarked
package io.safeddl.rule.advice;

import org.jspecify.annotations.NullMarked;
