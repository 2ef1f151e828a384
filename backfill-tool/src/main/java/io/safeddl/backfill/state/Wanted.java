package io.safeddl.backfill.state;

import java.util.Locale;

/** What the user wants of the backfill of a job. */
public enum Wanted {
  /** That it runs where somebody runs it. */
  RUN,
  /** That it waits. */
  PAUSE,
  /** That it ends; what is written stays. */
  CANCEL;

  /** As the state's tables have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Wanted of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
