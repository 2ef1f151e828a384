package io.safeddl.check.output;

import com.google.gson.stream.JsonWriter;
import io.safeddl.rule.RuleInfo;
import java.io.IOException;
import java.util.List;

/** The tool in a SARIF log: its name, and the rules that have found something, with their pages. */
final class SarifRules {
  private SarifRules() {}

  static void write(List<RuleInfo> rules, JsonWriter json) throws IOException {
    json.name("tool").beginObject().name("driver").beginObject();
    json.name("name").value("safeddl-check");
    json.name("semanticVersion").value(ProgramVersion.number());
    json.name("rules").beginArray();
    for (var rule : rules) {
      write(rule, json);
    }
    json.endArray().endObject().endObject();
  }

  private static void write(RuleInfo rule, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("id").value(rule.id());
    SarifOutput.text("shortDescription", rule.title(), json);
    SarifOutput.text("fullDescription", rule.title() + ".", json);
    json.name("help").beginObject();
    json.name("text").value(rule.title() + ". More by: safeddl-check rules " + rule.id());
    json.name("markdown").value(RulePage.markdown(rule));
    json.endObject();
    json.name("defaultConfiguration").beginObject();
    json.name("level").value(SarifOutput.level(rule.severity()));
    json.endObject();
    json.name("properties").beginObject();
    json.name("tags").beginArray().value("postgresql").value(Words.group(rule)).endArray();
    json.endObject();
    json.endObject();
  }
}
