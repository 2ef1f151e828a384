package io.safeddl.check.output;

import io.safeddl.check.trace.Agreement;
import io.safeddl.check.trace.Compared;
import io.safeddl.check.trace.Milliseconds;
import io.safeddl.check.trace.Trace;
import io.safeddl.check.trace.TracedStatement;
import io.safeddl.check.trace.TracedStatement.Outcome;
import io.safeddl.rule.Severity;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** The trace for people: a table for each statement; briefly, only what went wrong. */
final class TraceText {
  /** Where a prediction that says too little is to be told. */
  private static final String HOW_TO_REPORT =
      "A prediction that says less than the server does is a mistake of SafeDDL. Please report it"
          + " with the statement, the definition of its tables, and the server's version.";

  private static final int LONGEST_PREDICTION = 44;
  private static final String PREDICTED = "predicted";

  private final Place place;
  private final Paint paint;

  TraceText(Place place, Paint paint) {
    this.place = place;
    this.paint = paint;
  }

  void write(Trace trace, Writer out) throws IOException {
    if (!place.brief() && !trace.statements().isEmpty()) {
      out.write(paint.bold("Trace on " + trace.server()) + "\n\n");
    }
    for (var statement : trace.statements()) {
      if (!place.brief() || wrong(statement)) {
        write(statement, out);
      }
    }
    if (!trace.failure().isEmpty()) {
      out.write(paint.severity(Severity.ERROR, Printable.of(trace.failure())) + "\n\n");
    }
    if (trace.count(Agreement.MORE_HAPPENED) > 0) {
      for (var line : Wrapped.lines(HOW_TO_REPORT, place.width())) {
        out.write(line + "\n");
      }
      out.write("\n");
    }
  }

  private static boolean wrong(TracedStatement it) {
    return it.outcome() == Outcome.FAILED || it.agreement() == Agreement.MORE_HAPPENED;
  }

  private void write(TracedStatement it, Writer out) throws IOException {
    out.write(paint.bold(Printable.of(it.where()) + ":") + " " + title(it) + "\n");
    for (var line : rows(it)) {
      out.write("  " + line + "\n");
    }
    for (var unknown : it.unknowns()) {
      out.write("  " + paint.dim("not known: " + Printable.of(unknown)) + "\n");
    }
    if (!it.message().isEmpty()) {
      for (var line : Wrapped.lines(message(it), place.width() - 2)) {
        out.write("  " + paint.severity(severity(it), line) + "\n");
      }
    }
    if (!place.brief()) {
      out.write("\n");
    }
  }

  private String title(TracedStatement it) {
    var rest = place.width() - it.where().length() - 14;
    var text = Printable.of(it.text().replaceAll("\\s+", " "));
    var shown = text.length() <= rest || rest < 20 ? text : text.substring(0, rest - 1) + "…";
    return shown + "  " + paint.dim(Milliseconds.of(it.end() - it.start()));
  }

  private static String message(TracedStatement it) {
    var word = it.outcome() == Outcome.LEFT_OUT ? "left out: " : "failed: ";
    return Printable.of(word + it.message());
  }

  private static Severity severity(TracedStatement it) {
    return it.outcome() == Outcome.FAILED ? Severity.ERROR : Severity.WARNING;
  }

  private List<String> rows(TracedStatement it) {
    List<List<String>> cells = new ArrayList<>();
    for (var row : it.compared()) {
      cells.add(
          List.of(
              Words.of(row.aspect()),
              row.relation(),
              row.predicted().isEmpty() ? "-" : shortened(row.predicted()),
              row.observed().isEmpty() ? "-" : row.observed() + held(it, row)));
    }
    var widths = new int[] {0, 0, PREDICTED.length(), 0};
    for (var row : cells) {
      for (var i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Printable.of(row.get(i)).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (var i = 0; i < cells.size(); i++) {
      var line = new StringBuilder();
      for (var j = 0; j < widths.length; j++) {
        line.append(
            ("%-" + Math.max(1, widths[j]) + "s  ").formatted(Printable.of(cells.get(i).get(j))));
      }
      lines.add(line + agreement(it.compared().get(i).agreement()));
    }
    if (!lines.isEmpty()) {
      lines.add(0, paint.dim(header(widths)));
    }
    return lines;
  }

  private static String header(int[] widths) {
    return ("%-"
            + Math.max(1, widths[0] + widths[1] + 2)
            + "s  %-"
            + Math.max(1, widths[2])
            + "s  %s")
        .formatted("", PREDICTED, "seen")
        .stripTrailing();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_PREDICTION
        ? text
        : text.substring(0, LONGEST_PREDICTION - 1) + "…";
  }

  private String agreement(Agreement agreement) {
    return switch (agreement) {
      case AGREES -> agreement.words();
      case NOT_COMPARED -> paint.dim(agreement.words());
      case LESS_HAPPENED -> paint.severity(Severity.WARNING, agreement.words());
      case MORE_HAPPENED -> paint.severity(Severity.ERROR, agreement.words());
    };
  }

  private static String held(TracedStatement it, Compared row) {
    return it.locks().stream()
        .filter(lock -> lock.relation().equals(row.relation()))
        .filter(lock -> row.observed().equals(lock.mode().sql()))
        .findFirst()
        .map(lock -> ", " + Milliseconds.of(lock.length()))
        .orElse("");
  }
}
