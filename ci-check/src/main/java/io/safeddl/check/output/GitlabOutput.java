package io.safeddl.check.output;

import com.google.gson.stream.JsonWriter;
import io.safeddl.check.judge.Fingerprints;
import io.safeddl.check.trace.Fault;
import io.safeddl.rule.Severity;
import java.io.IOException;
import java.io.Writer;

/** The report of GitLab's Code Quality (GitLab's manual, "Code Quality report format"). */
final class GitlabOutput implements Output {
  private final Place place;

  GitlabOutput(Place place) {
    this.place = place;
  }

  @Override
  public void write(Report report, Writer out) throws IOException {
    var findings = report.judgement().findings();
    var fingerprints = Fingerprints.of(findings);
    var json = new JsonWriter(out);
    json.setIndent("  ");
    json.beginArray();
    for (var i = 0; i < findings.size(); i++) {
      var found = findings.get(i);
      var finding = found.finding();
      json.beginObject();
      json.name("description").value(finding.message());
      json.name("check_name").value(finding.rule().id());
      json.name("fingerprint").value(fingerprints.get(i));
      json.name("severity").value(finding.severity() == Severity.ERROR ? "critical" : "minor");
      json.name("content").beginObject();
      json.name("body").value("Instead:\n\n```sql\n" + finding.instead() + "\n```");
      json.endObject();
      json.name("location").beginObject();
      json.name("path").value(place.path(found.region().file().name()));
      json.name("lines").beginObject();
      json.name("begin").value(found.region().start().line());
      json.name("end").value(found.region().end().line());
      json.endObject();
      json.endObject();
      json.endObject();
    }
    for (var i = 0; i < report.faults().size(); i++) {
      fault(report, report.faults().get(i), i, json);
    }
    json.endArray();
    json.flush();
    out.write('\n');
  }

  /** Code Quality knows nothing but places in files: what has none is told at the first of them. */
  private void fault(Report report, Fault fault, int number, JsonWriter json) throws IOException {
    var at = fault.place();
    var judged = report.judgement().judged();
    var file = at != null ? at.file().name() : judged.isEmpty() ? "." : judged.get(0).name();
    json.beginObject();
    json.name("description").value(fault.text());
    json.name("check_name").value("trace");
    json.name("fingerprint").value("trace:" + place.path(file) + ":" + number);
    json.name("severity").value("critical");
    json.name("location").beginObject();
    json.name("path").value(place.path(file));
    json.name("lines").beginObject();
    json.name("begin").value(at == null ? 1 : at.start().line());
    json.name("end").value(at == null ? 1 : at.end().line());
    json.endObject();
    json.endObject();
    json.endObject();
  }
}
