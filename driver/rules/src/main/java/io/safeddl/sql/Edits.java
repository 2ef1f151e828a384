package io.safeddl.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Changes to a statement in the user's own text: words are put in and taken out at tokens, all else
 * stays as it was written, comments too.
 */
public final class Edits {
  private final SourceStatement source;
  private final List<Edit> edits;

  private record Edit(int start, int end, String text) {}

  private Edits(SourceStatement source, List<Edit> edits) {
    this.source = source;
    this.edits = edits;
  }

  /** No changes yet. */
  public static Edits of(SourceStatement source) {
    return new Edits(source, List.of());
  }

  /** Puts words behind a token, with white space around them. */
  public Edits insertAfter(Span token, String words) {
    return with(new Edit(token.end(), token.end(), words));
  }

  /** Puts words before a token, with white space around them. */
  public Edits insertBefore(Span token, String words) {
    return with(new Edit(token.start(), token.start(), words));
  }

  /** Puts words in the place of others. */
  public Edits replace(Span span, String words) {
    return with(new Edit(span.start(), span.end(), words));
  }

  /** Takes out what stands there. */
  public Edits remove(Span span) {
    return with(new Edit(span.start(), span.end(), ""));
  }

  private Edits with(Edit edit) {
    if (edit.start < source.span().start() || edit.end > source.span().end()) {
      throw new IllegalArgumentException("Outside of the statement: " + edit);
    }
    for (Edit other : edits) {
      if (edit.start < other.end && other.start < edit.end) {
        throw new IllegalArgumentException("Overlapping edits: " + other + ", " + edit);
      }
    }
    List<Edit> more = new ArrayList<>(edits);
    more.add(edit);
    return new Edits(source, more);
  }

  /** The changed text of the statement, without a semicolon. */
  public String text() {
    List<Edit> ordered = new ArrayList<>(edits);
    ordered.sort(Comparator.comparingInt(Edit::start)); // stable: insertions keep their order
    StringBuilder text = new StringBuilder();
    int position = source.span().start();
    for (Edit edit : ordered) {
      append(text, source.script().substring(position, edit.start));
      append(text, edit.text);
      position = edit.end;
    }
    append(text, source.script().substring(position, source.span().end()));
    return text.toString();
  }

  /** Keeps two tokens apart that were not neighbours before. */
  private static void append(StringBuilder text, String next) {
    if (text.length() > 0
        && !next.isEmpty()
        && !Character.isWhitespace(text.charAt(text.length() - 1))
        && !Character.isWhitespace(next.charAt(0))) {
      text.append(' ');
    }
    text.append(next);
  }
}
