package io.safeddl.check.output;

import com.google.gson.stream.JsonWriter;
import io.safeddl.check.judge.Located;
import io.safeddl.check.migration.Note;
import java.io.IOException;
import java.io.Writer;

/** The published JSON. */
final class JsonOutput implements Output {
  private static final int VERSION = 1;

  @Override
  public void write(Report report, Writer out) throws IOException {
    var judgement = report.judgement();
    var json = new JsonWriter(out);
    json.setIndent("  ");
    json.beginObject();
    json.name("version").value(VERSION);
    json.name("files").value(judgement.files());
    json.name("statements").value(judgement.statements());
    json.name("unread").value(judgement.unread());
    json.name("known").value(report.known());
    json.name("summary").value(Summary.of(report));
    json.name("findings").beginArray();
    for (var found : judgement.findings()) {
      write(found, json);
    }
    json.endArray();
    json.name("notes").beginArray();
    for (var note : judgement.notes()) {
      write(note, json);
    }
    json.endArray();
    var trace = report.trace();
    if (trace != null) {
      json.name("trace");
      TraceJson.write(trace, json);
    }
    json.endObject();
    json.flush();
    out.write('\n');
  }

  private static void write(Located found, JsonWriter json) throws IOException {
    var finding = found.finding();
    var region = found.region();
    var relation = finding.relation();
    var lock = finding.lock();
    json.beginObject();
    json.name("rule").value(finding.rule().id());
    json.name("severity").value(Words.severity(found));
    json.name("group").value(Words.group(finding.rule()));
    json.name("file").value(region.file().name());
    json.name("line").value(region.start().line());
    json.name("column").value(region.start().column());
    json.name("endLine").value(region.end().line());
    json.name("endColumn").value(region.end().column());
    json.name("relation").value(relation == null ? null : relation.toString());
    json.name("lock").value(lock == null ? null : lock.sql());
    json.name("message").value(finding.message());
    json.name("instead").value(finding.instead());
    json.name("help").value(RulePage.path(finding.rule()));
    json.endObject();
  }

  private static void write(Note note, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("file").value(note.region().file().name());
    json.name("line").value(note.region().start().line());
    json.name("text").value(note.text());
    json.endObject();
  }
}
