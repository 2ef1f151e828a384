package io.safeddl.check.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.safeddl.check.Cli;
import io.safeddl.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;

/** What the doctor said, read from its JSON. */
record Examination(List<Said> lines) {
  /** One line. */
  record Said(String check, String level, String message, List<String> remedy) {}

  /** As a role; with the exit code that is to come. */
  static Examination of(TestDatabase database, String role, String password, int exitCode) {
    var result = Cli.as(database, role, password, "doctor", "--format", "json");
    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
    return read(result.out());
  }

  static Examination read(String json) {
    var object = JsonParser.parseString(json).getAsJsonObject();
    assertThat(object.get("version").getAsInt()).isEqualTo(1);
    var lines = new ArrayList<Said>();
    for (var line : object.getAsJsonArray("lines")) {
      lines.add(said(line.getAsJsonObject()));
    }
    return new Examination(List.copyOf(lines));
  }

  private static Said said(JsonObject line) {
    return new Said(
        line.get("check").getAsString(),
        line.get("level").getAsString(),
        line.get("message").getAsString(),
        line.getAsJsonArray("remedy").asList().stream().map(e -> e.getAsString()).toList());
  }

  /** The only line of a check. */
  Said of(String check) {
    var found = lines.stream().filter(said -> said.check().equals(check)).toList();
    assertThat(found).as(check).hasSize(1);
    return found.get(0);
  }
}
