package io.safeddl.check.trace.page;

/** Text as HTML. */
final class Html {
  private Html() {}

  /** Nothing but text, in an element or in an attribute of double quotes. */
  static String text(String text) {
    var safe = new StringBuilder(text.length() + 16);
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c == 0 ? '\uFFFD' : c);
      }
    }
    return safe.toString();
  }

  /** In one line, not longer than this. */
  static String brief(String text, int longest) {
    var line = text.strip().replaceAll("\\s+", " ");
    var end = line.offsetByCodePoints(0, Math.min(longest, line.codePointCount(0, line.length())));
    return text(end < line.length() ? line.substring(0, end) + "…" : line);
  }
}
