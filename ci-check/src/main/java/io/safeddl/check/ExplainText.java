package io.safeddl.check;

import io.safeddl.check.Explanation.Explained;
import java.io.PrintWriter;
import java.util.List;

/** One statement's explanation for people. */
final class ExplainText {
  private static final int LONGEST = 100;

  private ExplainText() {}

  static void print(PrintWriter out, Explained it) {
    out.printf("%s:%d: %s%n", it.file(), it.line(), oneLine(it.text()));
    lines(
        out,
        "locks",
        it.locks().stream()
            .map(l -> l.mode() + " on " + l.relation() + " (" + l.held() + ")")
            .toList());
    lines(
        out,
        "rewrites",
        it.rewrites().stream().map(r -> r.relation() + ": " + r.reason()).toList());
    lines(
        out,
        "scans",
        it.scans().stream()
            .map(s -> s.relation() + " for " + s.reason() + " under " + s.under())
            .toList());
    lines(
        out,
        "builds",
        it.builds().stream()
            .map(b -> "index " + b.index() + " on " + b.relation() + " under " + b.under())
            .toList());
    lines(out, "unknown", it.unknowns());
    lines(out, "findings", it.findings());
    out.printf("    %-9s %s%n", "driver", it.decision());
    lines(
        out,
        "",
        it.steps().stream()
            .map(s -> (s.transaction() ? "" : "outside a transaction: ") + oneLine(s.sql()))
            .toList());
    out.println();
  }

  private static void lines(PrintWriter out, String title, List<String> lines) {
    var name = title;
    for (var line : lines) {
      out.printf("    %-9s %s%n", name, line);
      name = "";
    }
  }

  private static String oneLine(String sql) {
    var line = sql.replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
