package io.safeddl.sql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The extent and the content of quoted text (manual sections 4.1.1, 4.1.2.1 to 4.1.2.5). */
final class Quoted {
  /** How the content of a string is written. */
  enum Style {
    /** Only the quote is doubled. */
    PLAIN,
    /** {@code E'…'}, or every string while standard_conforming_strings is off. */
    ESCAPE,
    /** {@code B'…'} and {@code X'…'}. */
    BITS
  }

  private Quoted() {}

  /**
   * The offset behind the string whose quote stands at {@code quote}, with all its continuations on
   * further lines; -1 where it is not closed.
   */
  static int endOfString(String text, int quote, boolean escapes) {
    int segment = quote;
    while (true) {
      int end = endOfSegment(text, segment + 1, escapes);
      if (end < 0) {
        return -1;
      }
      int next = continuation(text, end);
      if (next < 0) {
        return end;
      }
      segment = next;
    }
  }

  private static int endOfSegment(String text, int index, boolean escapes) {
    for (; index < text.length(); index++) {
      char c = text.charAt(index);
      if (c == '\\' && escapes) {
        index++;
      } else if (c == '\'') {
        if (index + 1 < text.length() && text.charAt(index + 1) == '\'') {
          index++;
        } else {
          return index + 1;
        }
      }
    }
    return -1;
  }

  /** The quote that goes on with a string: behind white space with a line break, or -1. */
  private static int continuation(String text, int index) {
    boolean newline = false;
    while (index < text.length()) {
      char c = text.charAt(index);
      if (Lexer.isSpace(c)) {
        newline |= c == '\n' || c == '\r';
        index++;
      } else if (c == '-' && Comments.startsAt(text, index)) {
        index = Comments.end(text, index);
      } else {
        return newline && c == '\'' ? index : -1;
      }
    }
    return -1;
  }

  /** The offset behind the quoted identifier whose quote stands at {@code quote}, or -1. */
  static int endOfIdentifier(String text, int quote) {
    int index = quote;
    while (true) {
      index = text.indexOf('"', index + 1);
      if (index < 0) {
        return -1;
      }
      if (index + 1 >= text.length() || text.charAt(index + 1) != '"') {
        return index + 1;
      }
      index++;
    }
  }

  /** The content of a quoted identifier. */
  static String identifier(String text, int quote, int end) {
    return text.substring(quote + 1, end - 1).replace("\"\"", "\"");
  }

  /** The offset behind {@code $tag$} that begins at {@code dollar}, or -1. */
  static int endOfDollarTag(String text, int dollar) {
    int index = dollar + 1;
    while (index < text.length()) {
      char c = text.charAt(index);
      if (c == '$') {
        return index + 1;
      }
      boolean inTag = Lexer.isIdentifierStart(c) || (Lexer.isDigit(c) && index > dollar + 1);
      if (!inTag) {
        return -1;
      }
      index++;
    }
    return -1;
  }

  /** The content of a string with all its continuations; null for a malformed escape. */
  static @Nullable String value(String text, int quote, int end, Style style) {
    boolean escapes = style == Style.ESCAPE;
    int first = endOfSegment(text, quote + 1, escapes);
    String content = text.substring(quote + 1, first - 1);
    if (first == end) {
      return segment(content, escapes);
    }
    StringBuilder all = new StringBuilder();
    int segment = quote;
    while (true) {
      int segmentEnd = endOfSegment(text, segment + 1, escapes);
      String part = segment(text.substring(segment + 1, segmentEnd - 1), escapes);
      if (part == null) {
        return null;
      }
      all.append(part);
      if (segmentEnd == end) {
        return all.toString();
      }
      segment = continuation(text, segmentEnd);
    }
  }

  private static @Nullable String segment(String content, boolean escapes) {
    if (escapes && content.indexOf('\\') >= 0) {
      return decode(content);
    }
    return content.indexOf('\'') < 0 ? content : content.replace("''", "'");
  }

  /** C-style escapes (manual section 4.1.2.2); byte values are taken as UTF-8. */
  private static @Nullable String decode(String content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length());
    int index = 0;
    while (index < content.length()) {
      char c = content.charAt(index);
      if (c == '\'') {
        bytes.write('\'');
        index += 2;
      } else if (c != '\\') {
        int run = index;
        while (run < content.length()
            && content.charAt(run) != '\\'
            && content.charAt(run) != '\'') {
          run++;
        }
        bytes.writeBytes(content.substring(index, run).getBytes(StandardCharsets.UTF_8));
        index = run;
      } else {
        index = escape(content, index + 1, bytes);
        if (index < 0) {
          return null;
        }
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int escape(String content, int index, ByteArrayOutputStream bytes) {
    char c = content.charAt(index);
    return switch (c) {
      case 'b', 'f', 'n', 'r', 't', 'v' -> {
        bytes.write("\b\f\n\r\t\u000b".charAt("bfnrtv".indexOf(c)));
        yield index + 1;
      }
      case 'x' -> {
        int end = run(content, index + 1, 16, 2);
        bytes.write(
            end == index + 1 ? 'x' : Integer.parseInt(content.substring(index + 1, end), 16));
        yield end;
      }
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        int end = run(content, index, 8, 3);
        bytes.write(Integer.parseInt(content.substring(index, end), 8));
        yield end;
      }
      case 'u', 'U' -> unicode(content, index, bytes);
      default -> {
        int codePoint = content.codePointAt(index);
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        yield index + Character.charCount(codePoint);
      }
    };
  }

  private static int unicode(String content, int index, ByteArrayOutputStream bytes) {
    int length = content.charAt(index) == 'u' ? 4 : 8;
    int codePoint = UnicodeEscapes.hex(content, index + 1, length);
    int end = index + 1 + length;
    if (codePoint > 0
        && Character.isBmpCodePoint(codePoint)
        && Character.isHighSurrogate((char) codePoint)) {
      int low =
          content.startsWith("\\u", end)
              ? UnicodeEscapes.hex(content, end + 2, 4)
              : content.startsWith("\\U", end) ? UnicodeEscapes.hex(content, end + 2, 8) : -1;
      if (low < 0xDC00 || low > 0xDFFF) {
        return -1;
      }
      end += content.charAt(end + 1) == 'u' ? 6 : 10;
      codePoint = Character.toCodePoint((char) codePoint, (char) low);
    }
    if (!UnicodeEscapes.isScalar(codePoint)) {
      return -1;
    }
    bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    return end;
  }

  private static int run(String content, int index, int base, int atMost) {
    int end = index;
    while (end < content.length()
        && end < index + atMost
        && content.charAt(end) < 0x80
        && Character.digit(content.charAt(end), base) >= 0) {
      end++;
    }
    return end;
  }
}
