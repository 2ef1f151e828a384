package io.safeddl.sql;

import io.safeddl.sql.Token.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's lexer (manual section 4.1; {@code scan.l} of versions 14 to 18), one token at a
 * time, in linear time.
 *
 * <p>Where the versions differ (numbers followed by letters, {@code $1a}), the text is an {@link
 * Kind#ERROR}: nobody writes it on purpose. White space is what the server takes for it: every
 * character outside ASCII, a no-break space or a byte order mark too, is part of an identifier.
 *
 * <p>JDBC adds the parameter {@code ?} (and {@code ??} for the operator), and the braces of its
 * escapes, which are punctuation here.
 */
final class Lexer {
  private static final String[] ONE_CHARACTER = oneCharacterStrings();

  private final String text;
  private final boolean standardConformingStrings;

  /** Everything from here on cannot be sent to a server: NUL or half of a surrogate pair. */
  private final int unsendable;

  private int position;
  private int tokenStart;
  private int signsEnd;

  Lexer(String text, boolean standardConformingStrings) {
    this.text = text;
    this.standardConformingStrings = standardConformingStrings;
    this.unsendable = firstUnsendable(text);
  }

  /** A lexer of the same text, at its beginning. */
  Lexer copy() {
    return new Lexer(this);
  }

  /** The token that is known to begin and to end at these offsets. */
  Token tokenAt(int start, int end) {
    position = start;
    signsEnd = end == start + 1 ? end : start;
    Token token = next();
    if (token == null) {
      throw new IllegalArgumentException("No token at " + start);
    }
    return token;
  }

  /** Goes on at this offset, which is inside of no token. */
  void moveTo(int offset) {
    position = offset;
    signsEnd = offset;
  }

  private Lexer(Lexer other) {
    this.text = other.text;
    this.standardConformingStrings = other.standardConformingStrings;
    this.unsendable = other.unsendable;
  }

  /** All tokens of a text, semicolons too; the last one is an error where it cannot be read. */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text, true);
    List<Token> tokens = TokenList.empty();
    while (true) {
      while (lexer.skipComment()) {
        // comments are no part of it
      }
      Token token = lexer.next();
      if (token == null) {
        return tokens;
      }
      tokens = TokenList.with(tokens, token, lexer);
      if (token.kind() == Kind.ERROR) {
        return tokens;
      }
    }
  }

  /** Where the comment or token that was returned last begins. */
  int start() {
    return tokenStart;
  }

  /** Where the comment or token that was returned last ends. */
  int end() {
    return position;
  }

  /** Skips white space, then a comment if one follows; false where a token or the end follows. */
  boolean skipComment() {
    skipSpace();
    int end = Comments.end(text, position);
    if (end == position || end > unsendable) {
      return false;
    }
    tokenStart = position;
    position = end < 0 ? position : end;
    return end > 0;
  }

  /** The next token; null at the end. Comments must have been skipped before. */
  @Nullable Token next() {
    skipSpace();
    if (position >= text.length()) {
      return null;
    }
    tokenStart = position;
    Token token = scan(text.charAt(position));
    if (position > unsendable) {
      return rest();
    }
    return token;
  }

  private Token scan(char c) {
    if (isIdentifierStart(c)) {
      return word(c);
    }
    if (isDigit(c) || (c == '.' && isDigit(at(position + 1)))) {
      return number();
    }
    return switch (c) {
      case '\'' -> string(position, plainStyle());
      case '"' -> quotedIdentifier();
      case '$' -> dollar();
      case '?' -> at(position + 1) == '?' ? take(Kind.OPERATOR, 2) : take(Kind.PARAMETER, 1);
      case '(', ')', '[', ']', ',', ';', '{', '}' -> take(Kind.PUNCTUATION, 1);
      case '.' -> at(position + 1) == '.' ? take(Kind.OPERATOR, 2) : take(Kind.PUNCTUATION, 1);
      case ':' -> {
        char next = at(position + 1);
        yield next == ':' || next == '=' ? take(Kind.OPERATOR, 2) : take(Kind.PUNCTUATION, 1);
      }
      default -> {
        if (!isOperator(c)) {
          yield take(Kind.ERROR, 1);
        }
        // A comment that could not be skipped is not closed, or holds what cannot be sent.
        yield Comments.startsAt(text, position) ? rest() : operator();
      }
    };
  }

  private Quoted.Style plainStyle() {
    return standardConformingStrings ? Quoted.Style.PLAIN : Quoted.Style.ESCAPE;
  }

  private Token word(char first) {
    char second = at(position + 1);
    if (second == '\'') {
      Quoted.Style style =
          switch (first) {
            case 'e', 'E' -> Quoted.Style.ESCAPE;
            case 'n', 'N' -> plainStyle();
            case 'b', 'B', 'x', 'X' -> Quoted.Style.BITS;
            default -> null;
          };
      if (style != null) {
        return string(position + 1, style);
      }
    } else if (second == '&' && (first == 'u' || first == 'U')) {
      if (at(position + 2) == '\'') {
        // "unsafe use of string constant with Unicode escapes" in the server.
        return standardConformingStrings ? unicodeString() : rest();
      }
      if (at(position + 2) == '"') {
        return unicodeIdentifier();
      }
    }
    int end = position + 1;
    boolean fold = first >= 'A' && first <= 'Z';
    for (; end < text.length(); end++) {
      char c = text.charAt(end);
      if (!isIdentifierPart(c)) {
        break;
      }
      fold |= c >= 'A' && c <= 'Z';
    }
    String value = text.substring(position, end);
    return upTo(end, Kind.WORD, fold ? Identifiers.fold(value) : value);
  }

  private Token string(int quote, Quoted.Style style) {
    int end = Quoted.endOfString(text, quote, style == Quoted.Style.ESCAPE);
    if (end < 0) {
      return rest();
    }
    String value = Quoted.value(text, quote, end, style);
    return value == null
        ? upTo(end, Kind.ERROR, text.substring(position, end))
        : upTo(end, style == Quoted.Style.BITS ? Kind.BIT_STRING : Kind.STRING, value);
  }

  private Token quotedIdentifier() {
    int end = Quoted.endOfIdentifier(text, position);
    if (end < 0) {
      return rest();
    }
    // A zero-length delimited identifier is an error of the server's lexer.
    return end == position + 2
        ? take(Kind.ERROR, 2)
        : upTo(end, Kind.QUOTED_IDENTIFIER, Quoted.identifier(text, position, end));
  }

  private Token unicodeString() {
    int quote = position + 2;
    int end = Quoted.endOfString(text, quote, false);
    if (end < 0) {
      return rest();
    }
    String raw = Quoted.value(text, quote, end, Quoted.Style.PLAIN);
    return unicode(Kind.STRING, raw == null ? "" : raw, end);
  }

  private Token unicodeIdentifier() {
    int quote = position + 2;
    int end = Quoted.endOfIdentifier(text, quote);
    if (end < 0) {
      return rest();
    }
    return end == quote + 2
        ? upTo(end, Kind.ERROR, text.substring(position, end))
        : unicode(Kind.QUOTED_IDENTIFIER, Quoted.identifier(text, quote, end), end);
  }

  /** Decodes {@code U&} text, taking in a {@code UESCAPE 'c'} that follows. */
  private Token unicode(Kind kind, String raw, int end) {
    char escape = '\\';
    int afterWord = UnicodeEscapes.endOfUescape(text, end);
    if (afterWord >= 0) {
      int quote = Comments.skip(text, afterWord);
      int close =
          quote < text.length() && text.charAt(quote) == '\''
              ? Quoted.endOfString(text, quote, !standardConformingStrings)
              : -1;
      if (close != quote + 3 || !UnicodeEscapes.mayEscape(text.charAt(quote + 1))) {
        return rest();
      }
      escape = text.charAt(quote + 1);
      end = close;
    }
    String value = UnicodeEscapes.decode(raw, escape);
    return value == null
        ? upTo(end, Kind.ERROR, text.substring(position, end))
        : upTo(end, kind, value);
  }

  /** {@code $1}, a dollar-quoted string, or a lone dollar sign. */
  private Token dollar() {
    char next = at(position + 1);
    if (isDigit(next)) {
      int end = position + 2;
      while (isDigit(at(end))) {
        end++;
      }
      return isIdentifierStart(at(end)) ? junk(end) : upTo(end, Kind.PARAMETER);
    }
    int bodyStart = Quoted.endOfDollarTag(text, position);
    if (bodyStart < 0) {
      return take(Kind.ERROR, 1);
    }
    String tag = text.substring(position, bodyStart);
    int close = text.indexOf(tag, bodyStart);
    return close < 0
        ? rest()
        : upTo(close + tag.length(), Kind.STRING, text.substring(bodyStart, close));
  }

  private Token number() {
    int end = Numbers.end(text, position);
    return end < 0 ? junk(-end) : isIdentifierStart(at(end)) ? junk(end) : upTo(end, Kind.NUMBER);
  }

  /** Text that 14 reads as two tokens and 15 and later reject ("trailing junk"). */
  private Token junk(int end) {
    while (isIdentifierPart(at(end))) {
      end++;
    }
    return upTo(end, Kind.ERROR);
  }

  /**
   * An operator ends before a comment begins, and ends in {@code +} or {@code -} only where it also
   * holds a character that no operator of the SQL standard has (manual section 4.1.3).
   */
  private Token operator() {
    if (position < signsEnd) {
      return take(Kind.OPERATOR, 1);
    }
    int end = position;
    boolean free = false;
    for (; end < text.length(); end++) {
      char c = text.charAt(end);
      if (c == '?' || !isOperator(c) || (end > position && Comments.startsAt(text, end))) {
        break;
      }
      free |= "~!@#^&|`%".indexOf(c) >= 0;
    }
    if (!free) {
      signsEnd = end; // what is cut off here are signs, each a token; they are not looked at again
      while (end > position + 1 && (text.charAt(end - 1) == '+' || text.charAt(end - 1) == '-')) {
        end--;
      }
    }
    return upTo(end, Kind.OPERATOR);
  }

  private Token take(Kind kind, int length) {
    return upTo(position + length, kind);
  }

  private Token upTo(int end, Kind kind) {
    char c = text.charAt(position);
    return upTo(
        end,
        kind,
        end == position + 1 && c < ONE_CHARACTER.length
            ? ONE_CHARACTER[c]
            : text.substring(position, end));
  }

  private Token upTo(int end, Kind kind, String value) {
    position = end;
    return new Token(kind, tokenStart, end, value);
  }

  /** What cannot be read makes the rest of the text unreadable. */
  private Token rest() {
    position = text.length();
    return new Token(Kind.ERROR, tokenStart, position, text.substring(tokenStart));
  }

  private void skipSpace() {
    while (position < text.length() && isSpace(text.charAt(position))) {
      position++;
    }
  }

  private char at(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isIdentifierStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  static boolean isIdentifierPart(char c) {
    return isIdentifierStart(c) || isDigit(c) || c == '$';
  }

  private static boolean isOperator(char c) {
    return "+-*/<>=~!@#%^&|`?".indexOf(c) >= 0;
  }

  /** The first NUL or unpaired surrogate; the text's length plus one where there is none. */
  private static int firstUnsendable(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '\0') {
        return i;
      }
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == length
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return i;
        }
        i++;
      }
    }
    return length + 1;
  }

  private static String[] oneCharacterStrings() {
    String[] strings = new String[128];
    for (char c = 0; c < strings.length; c++) {
      strings[c] = String.valueOf(c);
    }
    return strings;
  }
}
