package io.safeddl.check.output;

import com.google.gson.stream.JsonWriter;
import io.safeddl.check.judge.Judgement;
import io.safeddl.check.judge.Located;
import java.io.IOException;
import java.util.Locale;

/** The published JSON. */
final class JsonOutput implements Output {
  private static final int VERSION = 1;

  @Override
  public void write(Judgement judgement, Appendable out) throws IOException {
    var text = new java.io.StringWriter();
    var json = new JsonWriter(text);
    json.setIndent("  ");
    json.beginObject();
    json.name("version").value(VERSION);
    json.name("files").value(judgement.files());
    json.name("statements").value(judgement.statements());
    json.name("unread").value(judgement.unread());
    json.name("findings").beginArray();
    for (var found : judgement.findings()) {
      write(found, json);
    }
    json.endArray();
    json.endObject();
    json.flush();
    out.append(text.getBuffer()).append('\n');
  }

  private static void write(Located found, JsonWriter json) throws IOException {
    var finding = found.finding();
    var region = found.region();
    var relation = finding.relation();
    var lock = finding.lock();
    json.beginObject();
    json.name("rule").value(finding.rule().id());
    json.name("severity").value(finding.severity().name().toLowerCase(Locale.ROOT));
    json.name("group").value(finding.rule().group().name().toLowerCase(Locale.ROOT));
    json.name("file").value(region.file().name());
    json.name("line").value(region.start().line());
    json.name("column").value(region.start().column());
    json.name("endLine").value(region.end().line());
    json.name("endColumn").value(region.end().column());
    json.name("relation").value(relation == null ? null : relation.toString());
    json.name("lock").value(lock == null ? null : lock.sql());
    json.name("message").value(finding.message());
    json.name("instead").value(finding.instead());
    json.name("help").value(Help.page(finding.rule()));
    json.endObject();
  }
}
