package io.safeddl.backfill.target;

import java.sql.SQLException;

/** What the spec names is not in the database, or is not what it says; the message says why. */
public final class TargetException extends SQLException {
  private static final long serialVersionUID = 1L;

  /** Says why. */
  public TargetException(String message) {
    super(message);
  }
}
