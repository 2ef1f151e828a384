package io.safeddl.sql.tree;

import io.safeddl.sql.Span;
import java.util.Locale;

/**
 * {@code FOR VALUES …} or {@code DEFAULT}.
 *
 * @param isDefault true for {@code DEFAULT}
 * @param text the text from {@code FOR} or {@code DEFAULT} on
 */
public record PartitionBound(boolean isDefault, String text, Span span) {
  /** True for {@code FOR VALUES WITH (MODULUS …, REMAINDER …)}. */
  public boolean isHash() {
    return text.toLowerCase(Locale.ROOT).contains("modulus");
  }
}
