package io.safeddl.observe;

import io.safeddl.observe.ServerRelations.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A prediction that the server contradicts.
 *
 * @param kind which way it is wrong
 * @param aspect in what
 * @param relation about which relation; null where about none
 * @param what in words
 */
public record Difference(Kind kind, Aspect aspect, @Nullable Entry relation, String what) {
  /** The two ways to be wrong. */
  public enum Kind {
    /** More happened than was predicted: somebody's application would have been stopped. */
    FALSE_SAFE,
    /** Less happened: somebody is kept from a harmless statement. */
    FALSE_UNSAFE
  }

  /** What is compared. */
  public enum Aspect {
    LOCK,
    SCAN,
    REWRITE,
    BUILD,
    /** Whether it can run in a transaction. */
    TRANSACTION,
    /** Whether it runs at all. */
    FAILURE
  }
}
