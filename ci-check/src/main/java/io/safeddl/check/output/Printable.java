package io.safeddl.check.output;

/**
 * Text made safe for a terminal: nothing in a migration must move the cursor or turn text round.
 */
final class Printable {
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int PICTURE_OF_DELETE = 0x2421;
  private static final int REPLACEMENT = 0xFFFD;

  private Printable() {}

  /** What is shown of a character. */
  static int of(int codePoint) {
    if (codePoint < 0x20) {
      return CONTROL_PICTURES + codePoint;
    }
    if (codePoint == 0x7F) {
      return PICTURE_OF_DELETE;
    }
    return Character.isISOControl(codePoint) || turnsText(codePoint) ? REPLACEMENT : codePoint;
  }

  /** What is shown of a text; its line breaks stay. */
  static String of(String text) {
    if (text.chars().noneMatch(c -> c < 0x20 ? c != '\n' : of(c) != c)) {
      return text;
    }
    var safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(c == '\n' ? c : c == '\t' ? ' ' : of(c)));
    return safe.toString();
  }

  /** The embeddings, overrides and isolates of the bidirectional algorithm. */
  private static boolean turnsText(int codePoint) {
    return (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }
}
