package io.safeddl.check.output;

import com.google.gson.stream.JsonWriter;
import io.safeddl.check.fix.Substitute;
import io.safeddl.check.judge.Fingerprints;
import io.safeddl.check.judge.Located;
import io.safeddl.check.source.Region;
import io.safeddl.rule.RuleInfo;
import io.safeddl.rule.Severity;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SARIF 2.1.0 (OASIS), as GitHub's code scanning and others read it. */
final class SarifOutput implements Output {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final Place place;

  SarifOutput(Place place) {
    this.place = place;
  }

  @Override
  public void write(Report report, Writer out) throws IOException {
    var findings = report.judgement().findings();
    var rules = findings.stream().map(found -> found.finding().rule()).distinct().toList();
    var json = new JsonWriter(out);
    json.setIndent("  ");
    json.beginObject();
    json.name("$schema").value(SCHEMA);
    json.name("version").value("2.1.0");
    json.name("runs").beginArray().beginObject();
    SarifRules.write(rules, json);
    json.name("invocations").beginArray();
    invocation(report, json);
    json.endArray();
    json.name("originalUriBaseIds").beginObject().name(SarifPlace.ROOT).beginObject();
    text("description", "The root of the repository, or the folder that the check ran in.", json);
    json.endObject().endObject();
    json.name("columnKind").value("utf16CodeUnits");
    json.name("results").beginArray();
    results(findings, rules, json);
    json.endArray();
    json.name("properties").beginObject();
    json.name("files").value(report.judgement().files());
    json.name("statements").value(report.judgement().statements());
    json.name("unread").value(report.judgement().unread());
    json.endObject();
    json.endObject().endArray().endObject();
    json.flush();
    out.write('\n');
  }

  /** {@code "name": {"text": …}}. */
  static void text(String name, String text, JsonWriter json) throws IOException {
    json.name(name).beginObject().name("text").value(text).endObject();
  }

  private void invocation(Report report, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("executionSuccessful").value(report.faults().isEmpty());
    json.name("toolExecutionNotifications").beginArray();
    json.beginObject();
    json.name("level").value(report.judgement().unread() > 0 ? "warning" : "note");
    text("message", Summary.of(report), json);
    json.endObject();
    for (var note : report.judgement().notes()) {
      notification("note", note.text(), note.region(), json);
    }
    for (var fault : report.faults()) {
      notification("error", fault.text(), fault.place(), json);
    }
    json.endArray().endObject();
  }

  private void notification(String level, String text, @Nullable Region at, JsonWriter json)
      throws IOException {
    json.beginObject();
    json.name("level").value(level);
    text("message", text, json);
    if (at != null) {
      new SarifPlace(place, json).locations(at);
    }
    json.endObject();
  }

  private void results(List<Located> findings, List<RuleInfo> rules, JsonWriter json)
      throws IOException {
    var fingerprints = Fingerprints.of(findings);
    for (var i = 0; i < findings.size(); i++) {
      var found = findings.get(i);
      json.beginObject();
      json.name("ruleId").value(found.finding().rule().id());
      json.name("ruleIndex").value(rules.indexOf(found.finding().rule()));
      json.name("level").value(level(found.finding().severity()));
      text("message", found.finding().message(), json);
      new SarifPlace(place, json).locations(found.region());
      json.name("partialFingerprints").beginObject();
      json.name("safeddl/v1").value(fingerprints.get(i));
      // The one that GitHub's code scanning goes by.
      json.name("primaryLocationLineHash").value(fingerprints.get(i));
      json.endObject();
      fix(found, json);
      properties(found, json);
      json.endObject();
    }
  }

  static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case OFF -> "none";
    };
  }

  private void fix(Located found, JsonWriter json) throws IOException {
    var text = Substitute.of(found);
    if (text == null) {
      return;
    }
    var at = new SarifPlace(place, json);
    json.name("fixes").beginArray().beginObject();
    text("description", "The steps that do the same and stop nobody", json);
    json.name("artifactChanges").beginArray().beginObject();
    at.artifact(found.statement());
    json.name("replacements").beginArray().beginObject();
    at.region("deletedRegion", found.statement());
    text("insertedContent", text, json);
    json.endObject().endArray();
    json.endObject().endArray();
    json.endObject().endArray();
  }

  private static void properties(Located found, JsonWriter json) throws IOException {
    var relation = found.finding().relation();
    var lock = found.finding().lock();
    json.name("properties").beginObject();
    if (relation != null) {
      json.name("relation").value(relation.toString());
    }
    if (lock != null) {
      json.name("lock").value(lock.sql());
    }
    json.name("instead").value(found.finding().instead());
    json.endObject();
  }
}
