package io.safeddl.backfill.mirror;

import java.util.Locale;

/** Which of two columns is the application's. */
public enum Direction {
  /** Before the cutover it writes the old one; the trigger writes the new one. */
  FORWARD,
  /** After the cutover it writes the new one; the trigger writes the old one. */
  BACKWARD;

  /** As it stands in the comment. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
