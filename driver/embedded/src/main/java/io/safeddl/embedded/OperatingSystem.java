package io.safeddl.embedded;

import java.util.Locale;

/** The one question about the platform that matters here. */
final class OperatingSystem {
  private OperatingSystem() {}

  static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }
}
