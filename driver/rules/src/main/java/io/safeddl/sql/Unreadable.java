package io.safeddl.sql;

/** Leaves a reader at the place that it does not understand; never leaves this package. */
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Span span;

  Unreadable(String reason, Span span) {
    // Without a stack trace: it is made for every statement that is not understood.
    super(reason, null, false, false);
    this.span = span;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  Span span() {
    return span;
  }
}
