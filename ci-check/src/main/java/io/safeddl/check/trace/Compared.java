package io.safeddl.check.trace;

import io.safeddl.observe.Difference.Aspect;

/**
 * One thing that was predicted, or seen, or both.
 *
 * @param relation of which relation; "" where of none
 * @param predicted in words; "" where nothing
 * @param observed in words; "" where nothing
 */
public record Compared(
    Aspect aspect, String relation, String predicted, String observed, Agreement agreement) {}
