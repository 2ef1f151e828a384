package io.safeddl.effect.oracle;

/**
 * A prediction that the server contradicts.
 *
 * @param kind which way it is wrong
 * @param what in words
 */
record Difference(Kind kind, String what) {
  /** The two ways to be wrong. */
  enum Kind {
    /** More happened than was predicted: somebody's application would have been stopped. */
    FALSE_SAFE,
    /** Less happened: somebody is kept from a harmless statement. */
    FALSE_UNSAFE
  }
}
