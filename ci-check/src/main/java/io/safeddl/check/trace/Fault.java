package io.safeddl.check.trace;

import io.safeddl.check.source.Region;
import org.jspecify.annotations.Nullable;

/**
 * What makes a trace fail.
 *
 * @param place of the statement; null where it was none of those that are judged
 * @param text a sentence or two
 */
public record Fault(@Nullable Region place, String text) {}
