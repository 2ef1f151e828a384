package io.safeddl.sql;

/**
 * One lexical token (manual section 4.1).
 *
 * @param kind what it is
 * @param start offset of its first character in the script
 * @param end offset behind its last character
 * @param value for words the folded name, for quoted identifiers and strings the decoded content,
 *     for all else the text
 */
public record Token(Kind kind, int start, int end, String value) {
  /** The kinds of tokens. */
  public enum Kind {
    /** An unquoted key word or identifier; {@code value} is folded to lower case. */
    WORD,
    /** {@code "…"} or {@code U&"…"}. */
    QUOTED_IDENTIFIER,
    /** {@code '…'}, {@code E'…'}, {@code U&'…'}, {@code N'…'} or a dollar-quoted string. */
    STRING,
    /** {@code B'…'} or {@code X'…'}. */
    BIT_STRING,
    /** A number. */
    NUMBER,
    /** {@code $1}, or the {@code ?} of JDBC. */
    PARAMETER,
    /** An operator of one or more characters; {@code ::}, {@code :=} and {@code =>} too. */
    OPERATOR,
    /** One of {@code ( ) [ ] , . ; :}, and the braces of JDBC's escapes. */
    PUNCTUATION,
    /** What the lexer could not read: an unterminated quote or comment, NUL, a lone surrogate. */
    ERROR
  }

  /** Where it stands. */
  public Span span() {
    return new Span(start, end);
  }

  /** True for an unquoted word of this spelling, given in lower case. */
  public boolean is(String word) {
    return kind == Kind.WORD && value.equals(word);
  }

  /** True for this punctuation or operator. */
  public boolean isSymbol(String symbol) {
    return (kind == Kind.PUNCTUATION || kind == Kind.OPERATOR) && value.equals(symbol);
  }
}
