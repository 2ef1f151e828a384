package io.safeddl.check.source;

import io.safeddl.sql.PsqlEnds;
import io.safeddl.sql.PsqlText;
import io.safeddl.sql.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * SQL that comes from a file: the whole of it or a part, with values put in for placeholders. It
 * knows where in the file each of its characters stands.
 */
public final class SourceText {
  private final SourceFile file;
  private final String text;
  private final List<Stretch> stretches;
  private final PsqlEnds ends;

  /**
   * A part of this text.
   *
   * @param start where it begins here
   * @param from the part of the file that it stands for
   * @param copied it is that part of the file, character by character
   */
  private record Stretch(int start, Span from, boolean copied) {}

  private SourceText(SourceFile file, String text, List<Stretch> stretches) {
    this(file, text, stretches, PsqlEnds.NONE);
  }

  private SourceText(SourceFile file, String text, List<Stretch> stretches, PsqlEnds ends) {
    this.ends = ends;
    this.file = file;
    this.text = text;
    this.stretches = List.copyOf(stretches);
  }

  /** All of a file. */
  public static SourceText of(SourceFile file) {
    return part(file, new Span(0, file.text().length()));
  }

  /** All of a file, some characters of which are not SQL and have been blanked out. */
  public static SourceText of(SourceFile file, PsqlText sql) {
    var whole = new Span(0, file.text().length());
    return new SourceText(file, sql.text(), List.of(new Stretch(0, whole, true)), sql.ends());
  }

  /** A part of a file. */
  public static SourceText part(SourceFile file, Span part) {
    return new SourceText(file, part.in(file.text()), List.of(new Stretch(0, part, true)));
  }

  /**
   * A text that was made from a part of a file and cannot be told apart any further: all of it
   * stands where that part does.
   */
  public static SourceText generated(SourceFile file, Span from, String text) {
    return new SourceText(file, text, List.of(new Stretch(0, from, false)));
  }

  /** A text put in the place of a part of this one. */
  public record Replacement(Span span, String text) {}

  /**
   * This text with others in the place of some of its parts.
   *
   * @param replacements in order, none inside another; this text must be a plain part of a file
   */
  public SourceText replace(List<Replacement> replacements) {
    if (replacements.isEmpty()) {
      return this;
    }
    if (stretches.size() != 1) {
      throw new IllegalStateException("values have been put in already");
    }
    var offset = stretches.get(0).from().start();
    var made = new StringBuilder(text.length());
    var parts = new ArrayList<Stretch>(2 * replacements.size() + 1);
    var done = 0;
    for (var replacement : replacements) {
      var span = replacement.span();
      parts.add(copy(made.length(), offset + done, offset + span.start()));
      made.append(text, done, span.start());
      var from = new Span(offset + span.start(), offset + span.end());
      parts.add(new Stretch(made.length(), from, false));
      made.append(replacement.text());
      done = span.end();
    }
    parts.add(copy(made.length(), offset + done, offset + text.length()));
    made.append(text, done, text.length());
    return new SourceText(file, made.toString(), parts);
  }

  private static Stretch copy(int start, int from, int to) {
    return new Stretch(start, new Span(from, to), true);
  }

  /** The file that it comes from. */
  public SourceFile file() {
    return file;
  }

  /** The SQL. */
  public String text() {
    return text;
  }

  /** What {@code psql} does with its statements. */
  public PsqlEnds ends() {
    return ends;
  }

  /** Where a part of this text stands in the file. */
  public Region region(Span span) {
    var first = stretch(span.start());
    var start = first.copied() ? inFile(first, span.start()) : first.from().start();
    if (span.end() == span.start()) {
      return Region.of(file, new Span(start, start));
    }
    var last = stretch(span.end() - 1);
    var end = last.copied() ? inFile(last, span.end()) : last.from().end();
    return Region.of(file, new Span(start, end));
  }

  private static int inFile(Stretch stretch, int offset) {
    return stretch.from().start() + offset - stretch.start();
  }

  /** The stretch that holds this character: the last one that begins at it or before. */
  private Stretch stretch(int offset) {
    var low = 0;
    var high = stretches.size() - 1;
    while (low < high) {
      var middle = (low + high + 1) >>> 1;
      if (stretches.get(middle).start() <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return stretches.get(low);
  }
}
