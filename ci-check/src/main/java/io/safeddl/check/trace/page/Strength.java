package io.safeddl.check.trace.page;

import io.safeddl.effect.LockMode;
import java.util.Locale;

/** Whom a lock stops: what the colours and heights of the bars say. */
enum Strength {
  READS("stops reads and writes"),
  WRITES("stops writes"),
  CHANGES("stops other schema changes"),
  NOBODY("stops no query");

  private final String words;

  Strength(String words) {
    this.words = words;
  }

  static Strength of(LockMode mode) {
    if (mode.blocksReads()) {
      return READS;
    }
    if (mode.isStrong()) {
      return WRITES;
    }
    return mode == LockMode.SHARE_UPDATE_EXCLUSIVE ? CHANGES : NOBODY;
  }

  /** For the legend. */
  String words() {
    return words;
  }

  /** For the style sheet. */
  String css() {
    return name().toLowerCase(Locale.ROOT);
  }
}
