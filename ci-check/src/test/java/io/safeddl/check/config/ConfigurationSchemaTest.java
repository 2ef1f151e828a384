package io.safeddl.check.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.safeddl.check.Pages;
import io.safeddl.check.output.Schemas;
import io.safeddl.rule.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema for editors and the page of the keys are made from the keys. */
class ConfigurationSchemaTest {
  private static JsonObject schema() {
    var schema = new JsonObject();
    schema.addProperty("$schema", "http://json-schema.org/draft-07/schema#");
    schema.addProperty("title", "safeddl.yaml");
    schema.addProperty("description", "The settings of safeddl-check.");
    schema.addProperty("type", "object");
    schema.addProperty("additionalProperties", false);
    var properties = new JsonObject();
    for (var key : Key.values()) {
      properties.add(key.word(), property(key));
    }
    schema.add("properties", properties);
    return schema;
  }

  private static JsonObject property(Key key) {
    return switch (key.shape()) {
      case WORD -> described(key, word(key));
      case LIST -> {
        var list = new JsonObject();
        list.addProperty("type", "array");
        list.add("items", word(key));
        var either = new JsonArray();
        either.add(word(key));
        either.add(list);
        var property = described(key, new JsonObject());
        property.add("oneOf", either);
        yield property;
      }
      case MAP -> described(key, map(key));
    };
  }

  private static JsonObject map(Key key) {
    var map = new JsonObject();
    map.addProperty("type", "object");
    if (key != Key.RULES) {
      map.add("additionalProperties", word(key));
      return map;
    }
    var rules = new JsonObject();
    for (var rule : Rules.ALL) {
      var property = word(key);
      property.addProperty("description", rule.info().title());
      rules.add(rule.info().id(), property);
    }
    map.addProperty("additionalProperties", false);
    map.add("properties", rules);
    return map;
  }

  private static JsonObject described(Key key, JsonObject property) {
    property.addProperty("description", key.description());
    return property;
  }

  /** Numbers need no quotes in YAML. */
  private static JsonObject word(Key key) {
    var word = new JsonObject();
    if (!key.choices().isEmpty()) {
      var choices = new JsonArray();
      for (var choice : key.choices()) {
        if (key == Key.PG_VERSION) {
          choices.add(Integer.parseInt(choice));
        } else {
          choices.add(choice);
        }
      }
      word.add("enum", choices);
    } else if (key == Key.MAX_ROWS) {
      word.addProperty("type", "integer");
      word.addProperty("minimum", 0);
    } else {
      var types = new JsonArray();
      List.of("string", "number", "boolean").forEach(types::add);
      if (key == Key.PLACEHOLDERS) {
        word.add("type", types);
      } else {
        word.addProperty("type", "string");
      }
      if (!key.pattern().isEmpty()) {
        word.addProperty("pattern", key.pattern());
      }
    }
    return word;
  }

  private static String text() {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(schema())
        + "\n";
  }

  @Test
  void theSchemaForEditorsIsAsTheKeysAre() {
    Pages.check("safeddl.schema.json", text());
  }

  @Test
  void theSchemaTakesWhatIsRight() {
    Schemas.check(
        text(),
        """
        {"paths": ["a"], "layout": "flyway", "inTransaction": "auto", "exclude": "x",
         "placeholders": {"a": 1}, "pgVersion": 14, "assumeSmall": ["t"], "assumeLarge": "*",
         "smallTable": "8 MB", "maxRows": 5, "lockTimeout": "50ms",
         "rules": {"rename": "off"}, "failOn": "never", "baseline": "b.txt"}
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"lockTimeot\": \"2s\"}",
        "{\"pgVersion\": 9}",
        "{\"rules\": {\"drop-tabel\": \"off\"}}",
        "{\"rules\": {\"rename\": \"of\"}}",
        "{\"lockTimeout\": \"2\"}",
        "{\"paths\": {}}",
      })
  void theSchemaTakesNothingElse(String document) {
    assertThat(Schemas.errors(text(), document)).isNotEmpty();
  }

  @Test
  void thePageListsAllKeys() {
    var page = new StringBuilder();
    page.append("| key | meaning | for instance |\n|---|---|---|\n");
    for (var key : Key.values()) {
      page.append("| `").append(key.word()).append("` | ").append(key.description());
      page.append(" | `").append(key.example()).append("` |\n");
    }
    Pages.checkPart("ci.md", "keys", page.toString());
  }
}
