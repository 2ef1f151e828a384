package io.safeddl.tool;

import org.jspecify.annotations.Nullable;

/** What the tools are told: whose URL it is, and which driver it wants. */
final class SafeUrl {
  /** By name: a tool may ask before it has loaded the class. */
  static final String DRIVER_CLASS = "io.safeddl.jdbc.SafeDdlDriver";

  private static final String PREFIX = "jdbc:safeddl:";

  private SafeUrl() {}

  static boolean isOurs(@Nullable String url) {
    return url != null && url.startsWith(PREFIX);
  }
}
