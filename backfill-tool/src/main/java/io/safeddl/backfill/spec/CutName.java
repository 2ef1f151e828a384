package io.safeddl.backfill.spec;

import java.nio.charset.StandardCharsets;

/**
 * The length of names. What is longer the server cuts off, and then has something of another name
 * (manual 4.1.1).
 */
public final class CutName {
  /** In bytes. */
  public static final int LONGEST = 63;

  private CutName() {}

  /** Whether the server takes a name as it is. */
  public static boolean fits(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  /** A name with something behind it, cut before that where it would be too long. */
  public static String of(String name, String suffix) {
    var stem = name;
    while (!fits(stem + suffix)) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return stem + suffix;
  }
}
