package io.safeddl.check.output;

import io.safeddl.check.judge.Located;
import io.safeddl.rule.Severity;
import java.io.IOException;
import java.io.Writer;

/**
 * Workflow commands of GitHub Actions, which the runner turns into annotations (GitHub's manual,
 * "Workflow commands"; the escapes are those of its toolkit). GitHub shows ten errors and ten
 * warnings of a step; the others are in the log.
 */
final class GithubOutput implements Output {
  private final Place place;

  GithubOutput(Place place) {
    this.place = place;
  }

  @Override
  public void write(Report report, Writer out) throws IOException {
    for (var found : report.judgement().findings()) {
      out.write(command(found) + "\n");
    }
    for (var fault : report.faults()) {
      var at = fault.place();
      var where =
          at == null
              ? ""
              : "file="
                  + property(place.path(at.file().name()))
                  + ",line="
                  + at.start().line()
                  + ",";
      out.write("::error " + where + "title=trace::" + data(fault.text()) + "\n");
    }
    for (var note : report.judgement().notes()) {
      out.write(
          "::notice file="
              + property(place.path(note.region().file().name()))
              + ",line="
              + note.region().start().line()
              + ",title=not judged::"
              + data(note.text())
              + "\n");
    }
    var level = report.judgement().unread() > 0 ? "warning" : "notice";
    out.write("::" + level + " title=safeddl-check::" + data(Summary.of(report)) + "\n");
  }

  private String command(Located found) {
    var finding = found.finding();
    var start = found.region().start();
    var end = found.region().end();
    var command = new StringBuilder();
    command.append(finding.severity() == Severity.ERROR ? "::error" : "::warning");
    command.append(" file=").append(property(place.path(found.region().file().name())));
    command.append(",line=").append(start.line()).append(",endLine=").append(end.line());
    // Columns are refused where the end is on another line.
    if (start.line() == end.line()) {
      command.append(",col=").append(start.column()).append(",endColumn=").append(end.column());
    }
    command.append(",title=").append(property(finding.rule().id())).append("::");
    return command
        .append(data(finding.message() + "\n\nInstead:\n" + finding.instead()))
        .toString();
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
