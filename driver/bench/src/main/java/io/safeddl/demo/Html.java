package io.safeddl.demo;

import java.util.Locale;

/** Text and figures for the page. */
final class Html {
  private Html() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** As people say it: 4.2 ms, 380 ms, 6.1 s. */
  static String duration(double ms) {
    if (ms >= 1_000) {
      return String.format(Locale.ROOT, "%.1f s", ms / 1_000);
    }
    return ms >= 10 ? Math.round(ms) + " ms" : String.format(Locale.ROOT, "%.1f ms", ms);
  }
}
