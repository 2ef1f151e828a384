package io.safeddl.sql;

/** The extent of numeric constants (manual section 4.1.2.6), with the forms that came with 16. */
final class Numbers {
  private Numbers() {}

  /**
   * The offset behind the number that begins here (with a digit, or a point and a digit); negative,
   * the offset behind the malformed text, for {@code 0x}, {@code 1e} and {@code 1e+}.
   */
  static int end(String text, int start) {
    if (text.charAt(start) == '0' && start + 1 < text.length()) {
      int base =
          switch (text.charAt(start + 1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
          };
      if (base != 0) {
        int end = digits(text, start + 2, base, true);
        return end == start + 2 ? -end : end;
      }
    }
    return exponent(text, fraction(text, start));
  }

  private static int fraction(String text, int start) {
    int end = digits(text, start, 10, false);
    if (!is(text, end, '.') || is(text, end + 1, '.')) {
      return end; // "1..2" is the range of a PL/pgSQL loop
    }
    return digits(text, end + 1, 10, false);
  }

  private static int exponent(String text, int end) {
    if (!is(text, end, 'e') && !is(text, end, 'E')) {
      return end;
    }
    int digits = is(text, end + 1, '+') || is(text, end + 1, '-') ? end + 2 : end + 1;
    int close = digits(text, digits, 10, false);
    return close == digits ? -close : close;
  }

  /** Digits with single underscores between them; a leading one only behind a base prefix. */
  private static int digits(String text, int index, int base, boolean underscoreFirst) {
    boolean underscore = underscoreFirst;
    while (index < text.length()) {
      if (isDigit(text.charAt(index), base)) {
        underscore = true;
        index++;
      } else if (underscore
          && text.charAt(index) == '_'
          && index + 1 < text.length()
          && isDigit(text.charAt(index + 1), base)) {
        index += 2;
      } else {
        break;
      }
    }
    return index;
  }

  private static boolean isDigit(char c, int base) {
    return c < 0x80 && Character.digit(c, base) >= 0;
  }

  private static boolean is(String text, int index, char c) {
    return index < text.length() && text.charAt(index) == c;
  }
}
