package io.safeddl.check.output;

import io.safeddl.check.judge.Located;
import java.io.IOException;
import java.io.Writer;

/** For people: each finding with the place in the source, and the text to paste. */
final class TextOutput implements Output {
  private static final String INDENT = "  ";

  /** {@code 12345 | }, with the indentation. */
  private static final int GUTTER = 10;

  private final Place place;
  private final Paint paint;

  TextOutput(Place place) {
    this.place = place;
    this.paint = new Paint(place.colour());
  }

  @Override
  public void write(Report report, Writer out) throws IOException {
    for (var found : report.judgement().findings()) {
      out.write(headline(found));
      if (place.brief()) {
        out.write(" " + Printable.of(found.finding().message()).replace('\n', ' ') + "\n");
      } else {
        out.write("\n");
        body(found, out);
      }
    }
    if (!place.brief()) {
      for (var note : report.judgement().notes()) {
        var at = note.region().file().name() + ":" + note.region().start().line();
        out.write(paint.dim(Printable.of(at + ": note: " + note.text())) + "\n");
      }
    }
    var trace = report.trace();
    if (trace != null) {
      new TraceText(place, paint).write(trace, out);
    }
    if (!place.brief() || report.isPartial() || trace != null) {
      out.write(paint.bold(Printable.of(Summary.of(report))) + "\n");
    }
  }

  private String headline(Located found) {
    var finding = found.finding();
    var start = found.region().start();
    var at = found.region().file().name() + ":" + start.line() + ":" + start.column() + ":";
    return paint.bold(Printable.of(at))
        + " "
        + paint.severity(finding.severity(), Words.severity(found))
        + " ["
        + finding.rule().id()
        + "]";
  }

  private void body(Located found, Writer out) throws IOException {
    var finding = found.finding();
    excerpt(found, out);
    for (var line : Wrapped.lines(Printable.of(finding.message()), place.width() - 2)) {
      out.write(INDENT + line + "\n");
    }
    out.write(INDENT + paint.bold("Instead:") + "\n");
    for (var line : Printable.of(finding.instead()).split("\n", -1)) {
      out.write(line.isEmpty() ? "\n" : INDENT + INDENT + paint.sql(line) + "\n");
    }
    out.write("\n");
  }

  /** At the right of its column. */
  private static String number(int line) {
    var digits = String.valueOf(line);
    return " ".repeat(Math.max(0, GUTTER - 3 - digits.length())) + digits;
  }

  private void excerpt(Located found, Writer out) throws IOException {
    var excerpt = Excerpt.of(found.region(), place.width() - GUTTER);
    for (var line : excerpt.lines()) {
      var shown = line.shown();
      out.write(paint.dim(number(line.number()) + " |"));
      out.write(shown.text().isEmpty() ? "\n" : " " + shown.text() + "\n");
      out.write(paint.dim("        |") + " " + " ".repeat(shown.indent()));
      out.write(paint.severity(found.finding().severity(), "^".repeat(shown.length())) + "\n");
    }
    if (excerpt.more() > 0) {
      out.write(paint.dim("        | … " + Summary.number(excerpt.more(), "more line")) + "\n");
    }
  }
}
