package io.safeddl.backfill.state;

import java.util.Locale;

/** How far a job has come. */
public enum Phase {
  /** A plain backfill, which has no other phase, or the columns and the trigger are in place. */
  EXPANDED,
  /** Its indexes and constraints are built too. */
  BUILT,
  /** The names are swapped; the trigger writes the old columns. */
  CUTOVER,
  /** The old columns are gone: it is over. */
  CONTRACTED,
  /** The new columns are gone: it is over. */
  ROLLEDBACK;

  /** As the state's tables have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Nothing more can be done with the job. */
  public boolean over() {
    return this == CONTRACTED || this == ROLLEDBACK;
  }

  static Phase of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
