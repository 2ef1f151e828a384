package io.safeddl.bench.stall;

/**
 * What became of a change.
 *
 * @param end how it ended
 * @param attempts how often it was tried as far as the contestant counts; 1 where it does not
 * @param finishingMs from the first statement to the end, done or not
 * @param message what the contestant said where it was not done, else empty
 */
record Outcome(End end, int attempts, long finishingMs, String message) {
  /** How it ended. */
  enum End {
    DONE,
    GAVE_UP,
    REFUSED,
    /** The benchmark lost its patience: by itself it would have gone on for ever. */
    CANCELLED
  }
}
