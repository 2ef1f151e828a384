package io.safeddl.backfill.state;

import java.sql.SQLException;

/** What is remembered cannot be used; the message says why, and what to do. */
public final class StateException extends SQLException {
  private static final long serialVersionUID = 1L;

  /** Says why. */
  public StateException(String message) {
    super(message);
  }
}
