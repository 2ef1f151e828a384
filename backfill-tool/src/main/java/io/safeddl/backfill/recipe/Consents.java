package io.safeddl.backfill.recipe;

/**
 * What the user has said that he knows.
 *
 * @param triggers other triggers fire for each row of the backfill
 * @param publications the subscribers have the new columns
 */
public record Consents(boolean triggers, boolean publications) {
  /** Nothing. */
  public static final Consents NONE = new Consents(false, false);
}
