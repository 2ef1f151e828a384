package io.safeddl.check.output;

import io.safeddl.rule.Severity;

/** The line at the end of every form: what was found, and what was not judged. */
public final class Summary {
  private Summary() {}

  /** The line. */
  public static String of(Report report) {
    var judgement = report.judgement();
    var line = new StringBuilder();
    line.append(found(report)).append(" in ").append(number(judgement.files(), "file"));
    line.append(". ").append(read(judgement.unread(), judgement.statements())).append('.');
    var notes = judgement.notes().size();
    if (notes > 0) {
      line.append(' ').append(number(notes, "place")).append(were(notes)).append("passed over.");
    }
    if (report.known() > 0) {
      line.append(' ').append(number(report.known(), "finding"));
      line.append(" of the baseline ").append(report.known() == 1 ? "is" : "are");
      line.append(" not told again.");
    }
    report.remarks().forEach(remark -> line.append(' ').append(remark));
    return line.toString();
  }

  /** What was found. */
  static String found(Report report) {
    var errors = report.count(Severity.ERROR);
    var warnings = report.count(Severity.WARNING);
    if (errors + warnings == 0) {
      return "Nothing found";
    }
    if (warnings == 0) {
      return number(errors, "error");
    }
    return errors == 0
        ? number(warnings, "warning")
        : number(errors, "error") + " and " + number(warnings, "warning");
  }

  private static String read(int unread, int statements) {
    if (unread > 0) {
      return unread + " of " + number(statements, "statement") + " could not be read";
    }
    return statements == 1
        ? "The only statement was read"
        : "All " + statements + " statements were read";
  }

  private static String were(long count) {
    return count == 1 ? " was " : " were ";
  }

  /** {@code 1 file}, {@code 2 files}. */
  static String number(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
