package io.safeddl.check.migration;

/** Says why a migration is not rewritten; the message is a sentence without its end. */
public final class NotRewritten extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** With the reason, for the user. */
  public NotRewritten(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** The reason. */
  public String reason() {
    return reason;
  }
}
