package io.safeddl.backfill.recipe;

import java.sql.SQLException;

/** A phase cannot be carried out now; the message says why, and what to do. */
public final class RecipeException extends SQLException {
  private static final long serialVersionUID = 1L;

  /** Says why. */
  public RecipeException(String message) {
    super(message);
  }

  /** Says why, where the server has said something first. */
  RecipeException(String message, SQLException cause) {
    super(message, cause);
  }
}
