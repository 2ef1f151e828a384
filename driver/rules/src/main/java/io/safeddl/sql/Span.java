package io.safeddl.sql;

/**
 * A half-open range {@code [start, end)} of UTF-16 offsets into the text of a {@link Script}.
 *
 * @param start offset of the first character
 * @param end offset behind the last character
 */
public record Span(int start, int end) {
  /** The span from the start of this one to the end of {@code last}. */
  public Span to(Span last) {
    return new Span(start, last.end);
  }

  /** Cuts this span out of the script's text. */
  public String in(String script) {
    return script.substring(start, end);
  }
}
