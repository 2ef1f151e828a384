package io.safeddl.sql;

/** The extent of comments (manual section 4.1.5); block comments nest. */
final class Comments {
  private Comments() {}

  /** True where a comment begins. */
  static boolean startsAt(String text, int index) {
    if (index + 1 >= text.length()) {
      return false;
    }
    char first = text.charAt(index);
    return (first == '-' && text.charAt(index + 1) == '-')
        || (first == '/' && text.charAt(index + 1) == '*');
  }

  /**
   * The offset behind the comment that begins here: {@code index} itself where none does, -1 where
   * it is not closed. A line comment ends before its line break.
   */
  static int end(String text, int index) {
    if (!startsAt(text, index)) {
      return index;
    }
    return text.charAt(index) == '-' ? endOfLine(text, index + 2) : endOfBlock(text, index + 2);
  }

  /** Skips white space and comments; an unclosed comment stops it. */
  static int skip(String text, int index) {
    while (index < text.length()) {
      if (Lexer.isSpace(text.charAt(index))) {
        index++;
      } else {
        int end = end(text, index);
        if (end <= index) {
          break;
        }
        index = end;
      }
    }
    return index;
  }

  private static int endOfLine(String text, int index) {
    while (index < text.length() && text.charAt(index) != '\n' && text.charAt(index) != '\r') {
      index++;
    }
    return index;
  }

  private static int endOfBlock(String text, int index) {
    int depth = 1;
    int last = text.length() - 1;
    while (index < last) {
      char c = text.charAt(index);
      char next = text.charAt(index + 1);
      if (c == '*' && next == '/') {
        index += 2;
        if (--depth == 0) {
          return index;
        }
      } else if (c == '/' && next == '*') {
        depth++;
        index += 2;
      } else {
        index++;
      }
    }
    return -1;
  }
}
