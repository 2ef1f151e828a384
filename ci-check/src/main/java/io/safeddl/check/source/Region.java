package io.safeddl.check.source;

import io.safeddl.sql.Span;

/**
 * A part of a file.
 *
 * @param span its offsets in the file's text
 * @param start its first character
 * @param end behind its last character
 */
public record Region(SourceFile file, Span span, Position start, Position end) {
  /** That part of the file. */
  public static Region of(SourceFile file, Span span) {
    return new Region(file, span, file.position(span.start()), file.position(span.end()));
  }

  /** What stands there. */
  public String text() {
    return span.in(file.text());
  }
}
