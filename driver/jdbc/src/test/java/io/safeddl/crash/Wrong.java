package io.safeddl.crash;

/** A promise that was not kept, as text for the report. */
final class Wrong extends Exception {
  private static final long serialVersionUID = 1L;

  Wrong(String message) {
    super(message);
  }
}
