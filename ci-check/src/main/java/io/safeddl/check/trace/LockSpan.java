package io.safeddl.check.trace;

import io.safeddl.effect.LockMode;

/**
 * A lock that was held.
 *
 * @param relation with its schema
 * @param from in microseconds of the trace's clock: the beginning of the statement that took it, or
 *     when it was first seen where the statement ran outside of a transaction
 * @param to when its transaction had ended, or when it was last seen
 */
public record LockSpan(String relation, LockMode mode, long from, long to) {
  /** How long it was held, in microseconds. */
  public long length() {
    return to - from;
  }
}
