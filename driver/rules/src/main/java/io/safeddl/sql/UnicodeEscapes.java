package io.safeddl.sql;

import org.jspecify.annotations.Nullable;

/** {@code U&} escapes: {@code \XXXX}, {@code \+XXXXXX} and UESCAPE (manual section 4.1.2.3). */
final class UnicodeEscapes {
  private UnicodeEscapes() {}

  /** Decodes the content; null where an escape is malformed, as in the server an error. */
  static @Nullable String decode(String content, char escape) {
    if (content.indexOf(escape) < 0) {
      return content;
    }
    StringBuilder decoded = new StringBuilder(content.length());
    int index = 0;
    while (index < content.length()) {
      char c = content.charAt(index);
      if (c != escape) {
        decoded.append(c);
        index++;
      } else if (index + 1 < content.length() && content.charAt(index + 1) == escape) {
        decoded.append(escape);
        index += 2;
      } else {
        boolean six = index + 1 < content.length() && content.charAt(index + 1) == '+';
        int codePoint = six ? hex(content, index + 2, 6) : hex(content, index + 1, 4);
        if (codePoint <= 0 || codePoint > Character.MAX_CODE_POINT) {
          return null;
        }
        decoded.appendCodePoint(codePoint);
        index += six ? 8 : 5;
      }
    }
    String value = decoded.toString();
    return value.chars().anyMatch(c -> Character.isSurrogate((char) c)) && !wellFormed(value)
        ? null
        : value;
  }

  /** The offset behind a key word {@code UESCAPE} that follows, or -1. */
  static int endOfUescape(String text, int index) {
    int word = Comments.skip(text, index);
    int end = word + "uescape".length();
    boolean found =
        text.regionMatches(true, word, "uescape", 0, "uescape".length())
            && text.charAt(word) < 0x80
            && Identifiers.fold(text.substring(word, end)).equals("uescape")
            && (end == text.length() || !Lexer.isIdentifierPart(text.charAt(end)));
    return found ? end : -1;
  }

  /** True for a character that UESCAPE accepts. */
  static boolean mayEscape(char c) {
    return c < 0x80
        && Character.digit(c, 16) < 0
        && c != '+'
        && c != '\''
        && c != '"'
        && !Lexer.isSpace(c);
  }

  /** The number of exactly {@code length} hexadecimal digits, or -1. */
  static int hex(String text, int index, int length) {
    if (index + length > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = index; i < index + length; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0 || value > Character.MAX_CODE_POINT) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  /** True for a code point that a server accepts: no NUL, no surrogate. */
  static boolean isScalar(int codePoint) {
    return codePoint > 0
        && codePoint <= Character.MAX_CODE_POINT
        && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
  }

  private static boolean wellFormed(String value) {
    return value.codePoints().allMatch(UnicodeEscapes::isScalar);
  }
}
