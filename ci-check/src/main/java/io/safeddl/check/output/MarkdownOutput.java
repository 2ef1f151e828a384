package io.safeddl.check.output;

import io.safeddl.check.judge.Located;
import io.safeddl.rule.Severity;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A summary for {@code GITHUB_STEP_SUMMARY}: what was found, with the text to paste. GitHub refuses
 * more than 1 MiB for a step, so that what would be too much is left out, and counted.
 */
final class MarkdownOutput implements Output {
  /** In bytes; what is written in any case comes to less than the rest. */
  private static final int MOST = 1_000_000;

  @Override
  public void write(Report report, Writer out) throws IOException {
    var findings = report.judgement().findings();
    out.write("## SafeDDL: " + Summary.found(report).toLowerCase(Locale.ROOT) + "\n\n");
    var budget = MOST;
    if (!findings.isEmpty()) {
      out.write("| | where | rule | table |\n|---|---|---|---|\n");
      // A half for the table, so that something is left for the text to paste.
      budget -= write(findings.stream().map(MarkdownOutput::row).toList(), MOST / 2, "\n", out);
      write(findings.stream().map(MarkdownOutput::details).toList(), budget, "", out);
    }
    out.write(inline(Summary.of(report)) + "\n");
  }

  /** Writes as many as there is room for; gives the number of bytes. */
  private static int write(List<String> parts, int budget, String end, Writer out)
      throws IOException {
    var written = 0;
    var left = parts.size();
    for (var part : parts) {
      var bytes = part.getBytes(StandardCharsets.UTF_8).length;
      if (written + bytes > budget) {
        break;
      }
      out.write(part);
      written += bytes;
      left--;
    }
    out.write(end);
    if (left > 0) {
      out.write(Summary.number(left, "finding") + " more than there is room for.\n\n");
    }
    return written;
  }

  private static String row(Located found) {
    var relation = found.finding().relation();
    return "| "
        + mark(found)
        + " | "
        + cell(Words.place(found))
        + " | "
        + found.finding().rule().id()
        + " | "
        + cell(relation == null ? "" : relation.toString())
        + " |\n";
  }

  private static String details(Located found) {
    var finding = found.finding();
    var fence = fence(finding.instead());
    return "<details><summary>"
        + mark(found)
        + " <code>"
        + html(Words.place(found))
        + "</code> "
        + finding.rule().id()
        + "</summary>\n\n"
        + inline(finding.message())
        + "\n\n"
        + fence
        + "sql\n"
        + finding.instead()
        + "\n"
        + fence
        + "\n\n</details>\n\n";
  }

  private static String mark(Located found) {
    return found.finding().severity() == Severity.ERROR ? "❌ error" : "⚠️ warning";
  }

  /** A code span in a table. */
  private static String cell(String text) {
    return text.isEmpty() ? "" : "<code>" + html(text).replace("|", "&#124;") + "</code>";
  }

  /** Text that is nothing but text. */
  private static String inline(String text) {
    return html(text).replaceAll("([\\\\`*_\\[\\]#|~])", "\\\\$1");
  }

  private static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('\n', ' ');
  }

  /** Longer than any in the text. */
  private static String fence(String text) {
    var fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    return fence;
  }
}
