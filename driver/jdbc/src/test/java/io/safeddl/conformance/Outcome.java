package io.safeddl.conformance;

/**
 * What became of one test.
 *
 * @param reason the first line of the exception, or empty
 */
record Outcome(Status status, String reason) {
  /** As the JUnit platform reports it; ABORTED by an assumption. */
  enum Status {
    SUCCESSFUL,
    FAILED,
    ABORTED
  }

  boolean passed() {
    return status == Status.SUCCESSFUL;
  }
}
