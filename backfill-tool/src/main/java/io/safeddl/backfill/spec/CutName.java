package io.safeddl.backfill.spec;

import java.nio.charset.StandardCharsets;

/** Names made of other names; the server cuts what is longer than 63 bytes (manual 4.1.1). */
public final class CutName {
  private static final int LONGEST = 63;

  private CutName() {}

  /** A name with something behind it, cut before that where it would be too long. */
  public static String of(String name, String suffix) {
    var stem = name;
    while ((stem + suffix).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return stem + suffix;
  }
}
